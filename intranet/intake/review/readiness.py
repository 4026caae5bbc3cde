"""Whether a document on the desk is sure enough to be published without a look at each fact."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, Version
from intranet.intake.processing.item_progress import ItemProgress, Stage
from intranet.intake.processing.suggestions import SuggestedFacts, loaded
from intranet.intake.review.actions import other_checker
from intranet.intake.review.words import FIELD_WORDS
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class Readiness:
    """What was read of a document, and what a person must look at first.

    `unsure` are the names of facts, `reasons` other sentences; sure is what has neither.
    """

    progress: ItemProgress
    facts: SuggestedFacts
    symbol: str
    subject: str
    unsure: Sequence[str] = ()
    reasons: Sequence[str] = ()

    @property
    def is_sure(self) -> bool:
        """Whether it may be published with others at once."""
        return not (self.unsure or self.reasons)

    @property
    def kind(self) -> Any:
        """The kind that was read."""
        return self.facts.values().get("kind")


def readiness_of(
    session: Session, by: StaffMember, items: Sequence[ItemProgress]
) -> list[Readiness]:
    """How sure these documents are. Two queries for all of them."""
    read = {item.item.id: loaded(item.reading.facts) for item in items}
    keys = {item.item.id: _key(item, read[item.item.id]) for item in items}
    in_store = _symbols_in_store(session, keys.values())
    published = _files_in_store(session, [item.item.file_id for item in items])
    waiting = Counter(key for key in keys.values() if key)
    made = []
    for item in items:
        known = keys[item.item.id], in_store, waiting, item.item.file_id in published
        made.append(_readiness(item, read[item.item.id], by, *known))
    return made


def _readiness(
    item: ItemProgress, facts: SuggestedFacts, by: StaffMember, key: str,
    in_store: frozenset[str], waiting: Mapping[str, int], is_published: bool,
) -> Readiness:  # fmt: skip
    checker = other_checker(item.item, by)
    reasons = {
        _("máy chưa đọc được"): item.stage in {Stage.NEEDS_RECOGNITION, Stage.FAILED},
        _("máy đang đọc"): item.is_moving,
        _("trùng số, ký hiệu với văn bản trong kho"): key in in_store,
        _("trùng số, ký hiệu với tệp khác đang chờ"): bool(key) and waiting[key] > 1,
        _("đúng tệp này đã phát hành"): is_published,
        _("là bản mới của văn bản đã có"): item.item.new_version_of_id is not None,
        _("giống bản dự thảo"): bool(facts.facts.draft),
        _("%(name)s đang kiểm tra", name=checker.full_name if checker else ""): checker is not None,
    }
    said = [words for words, holds in reasons.items() if holds]
    draft, values = item.item.draft, facts.values()
    looked_at = item.stage is not Stage.TO_CHECK or draft
    unsure = [] if looked_at else [str(FIELD_WORDS[name]) for name in facts.unsure()]
    if draft and not (typed(draft, "subject") and typed(draft, "body")):
        said.append(_("bản nháp còn thiếu trích yếu hoặc cơ quan ban hành"))
    symbol = typed(draft, "symbol") or values.get("symbol", "")
    subject = typed(draft, "subject") or values.get("subject", "")
    return Readiness(item, facts, symbol, subject, unsure, said)


def typed(draft: Mapping[str, Any], name: str) -> str:
    """What a saved draft says in a field."""
    posted = draft.get(name) or [""]
    return str(posted[0] if isinstance(posted, list) else posted).strip()


def _key(item: ItemProgress, facts: SuggestedFacts) -> str:
    return lookup_key(typed(item.item.draft, "symbol") or facts.values().get("symbol", ""))


def _symbols_in_store(session: Session, keys: Iterable[str]) -> frozenset[str]:
    query = select(Directive.symbol_key).where(Directive.is_in_store)
    return frozenset(session.scalars(query.where(Directive.symbol_key.in_({*keys} - {""}))))


def _files_in_store(session: Session, files: Sequence[int]) -> frozenset[int]:
    query = select(Version.file_id).join(Version.directive).where(Directive.is_in_store)
    return frozenset(session.scalars(query.where(Version.file_id.in_(files))))

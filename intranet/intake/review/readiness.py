"""Whether a document on the desk is sure enough to be published without a look at each fact."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import Directive, Version
from intranet.intake.processing.item_progress import ItemProgress, Stage
from intranet.intake.processing.suggestions import typed
from intranet.intake.review.actions import other_checker
from intranet.intake.review.words import FIELD_WORDS
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class Readiness:
    """A document on the desk, and what a person must look at first.

    `unsure` are the names of facts, `reasons` other sentences; sure is what has neither.
    """

    progress: ItemProgress
    unsure: Sequence[str]
    reasons: Sequence[str]

    @property
    def is_sure(self) -> bool:
        """Whether it may be published with others at once."""
        return not (self.unsure or self.reasons)


def readiness_of(
    session: Session, by: StaffMember, items: Sequence[ItemProgress]
) -> list[Readiness]:
    """How sure these documents are. Two queries for all of them."""
    keys = [lookup_key(item.entered("symbol")) for item in items]
    waiting = Counter(filter(None, keys))
    symbols = select(Directive.symbol_key).where(Directive.is_in_store)
    in_store = set(session.scalars(symbols.where(Directive.symbol_key.in_(waiting))))
    files = select(Version.file_id).join(Version.directive).where(Directive.is_in_store)
    own = [item.item.file_id for item in items]
    published = set(session.scalars(files.where(Version.file_id.in_(own))))
    return [
        _readiness(
            item, by, is_in_store=key in in_store, is_twin=waiting[key] > 1,
            is_published=item.item.file_id in published,
        )
        for item, key in zip(items, keys, strict=True)
    ]  # fmt: skip


def _readiness(
    item: ItemProgress, by: StaffMember, *, is_in_store: bool, is_twin: bool, is_published: bool
) -> Readiness:
    checker, draft = other_checker(item.item, by), item.item.draft
    reasons = {
        _("máy chưa đọc được"): item.stage in {Stage.NEEDS_RECOGNITION, Stage.FAILED},
        _("máy đang đọc"): item.is_moving,
        _("trùng số, ký hiệu với văn bản trong kho"): is_in_store,
        _("trùng số, ký hiệu với tệp khác đang chờ"): is_twin,
        _("đúng tệp này đã phát hành"): is_published,
        _("là bản mới của văn bản đã có"): item.item.new_version_of_id is not None,
        _("giống bản dự thảo"): bool(item.facts.facts.draft),
        _("%(name)s đang kiểm tra", name=checker.full_name if checker else ""): checker is not None,
    }
    said = [words for words, holds in reasons.items() if holds]
    looked_at = item.stage is not Stage.TO_CHECK or draft
    unsure = [] if looked_at else [str(FIELD_WORDS[name]) for name in item.facts.unsure()]
    if draft and not (typed(draft, "subject") and typed(draft, "body")):
        said.append(_("bản nháp còn thiếu trích yếu hoặc cơ quan ban hành"))
    return Readiness(item, unsure, said)

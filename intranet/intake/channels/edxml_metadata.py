"""What an edXML package says of a paper, beside what was read from the paper itself."""

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.directives.models import Directive, Urgency
from intranet.intake.channels.edxml_package import NEW, RECALL, REPLACE, UPDATE, Cause, Package
from intranet.language.bodies.document_types import kind_of_name
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold

URGENCY = {
    0: Urgency.NORMAL,
    1: Urgency.URGENT,
    2: Urgency.VERY_URGENT,
    3: Urgency.EXPRESS,
    4: Urgency.EXPRESS,
}
MOST_PLACES = 40


@dataclass(frozen=True)
class Said:
    """What the package says: values of the form's fields by name, and what else the clerk needs.

    `is_main` tells the paper itself from its annexes; only for it do the values hold.
    """

    values: dict[str, Any]
    due_on: date | None
    responds: tuple[Cause, ...]
    to_places: tuple[str, ...]
    business: int
    business_reason: str
    concerns: tuple[Cause, ...]
    is_main: bool


@dataclass(frozen=True)
class Notice:
    """What the sender asks to be done with an earlier paper; nothing happens by itself."""

    business: int
    reason: str
    cause: Cause
    directive: Directive | None

    @property
    def words(self) -> str:
        """The sentence for the clerk."""
        named = self.cause.symbol
        sentences = {
            RECALL: _("Nơi gửi báo thu hồi văn bản %(symbol)s.", symbol=named),
            UPDATE: _("Nơi gửi báo cập nhật văn bản %(symbol)s.", symbol=named),
            REPLACE: _("Nơi gửi báo thay thế văn bản %(symbol)s.", symbol=named),
        }
        return sentences.get(self.business, "")


def packet_of(package: Package, *, is_main: bool) -> dict[str, Any]:
    """The package without its files, ready for a JSON column."""
    return {
        "symbol": package.symbol,
        "issued_on": _written(package.issued_on),
        "body": package.organ,
        "kind": package.kind,
        "subject": package.subject,
        "competence": package.competence,
        "signer_title": package.position,
        "signer": package.signer,
        "priority": package.priority,
        "due_on": _written(package.due_on),
        "responds": [_cause(one) for one in package.responds],
        "to_places": list(package.to_places[:MOST_PLACES]),
        "business": package.business,
        "business_reason": package.business_reason,
        "concerns": [_cause(one) for one in package.concerns],
        "is_main": is_main,
    }


def said(packet: dict[str, Any]) -> Said:
    """What `packet_of` wrote, in the types of the check form; empty fields are left out."""
    kind = kind_of_name(packet["kind"]) if packet["kind"] else None
    issued_on = _day(packet["issued_on"])
    values = {
        "symbol": packet["symbol"][:80],
        "issued_on": issued_on if issued_on and issued_on <= today() else None,
        "kind": kind,
        "body": packet["body"][:200],
        "subject": packet["subject"][:2000],
        "signer": packet["signer"][:120],
        "signer_title": packet["signer_title"][:200],
        "urgency": URGENCY.get(packet["priority"]),
    }
    return Said(
        values={name: value for name, value in values.items() if value},
        due_on=_day(packet["due_on"]),
        responds=tuple(map(_cause_from, packet["responds"])),
        to_places=tuple(packet["to_places"]),
        business=packet["business"],
        business_reason=packet["business_reason"],
        concerns=tuple(map(_cause_from, packet["concerns"])),
        is_main=packet["is_main"],
    )


def contradictions(package: Said, read: dict[str, Any]) -> list[str]:
    """Where the paper as read says something else than its package, as sentences.

    `read` are the form's values of the machine's reading; only symbol and day are compared, since
    spelling and wording of the other fields differ between systems.
    """
    told, found = package.values, []
    if not package.is_main:
        return []
    if _differ(lookup_key(told.get("symbol", "")), lookup_key(read.get("symbol", ""))):
        found.append(
            _("Gói edXML ghi số, ký hiệu %(told)s; trong văn bản đọc được %(read)s.",
              told=told["symbol"], read=read["symbol"])
        )  # fmt: skip
    if _differ(told.get("issued_on"), read.get("issued_on")):
        found.append(
            _("Gói edXML ghi ngày %(told)s; trong văn bản đọc được ngày %(read)s.",
              told=_shown(told["issued_on"]), read=_shown(read["issued_on"]))
        )  # fmt: skip
    return found


def notices(session: Session, package: Said) -> list[Notice]:
    """What the sender asks about earlier papers, each with its directive where it is here."""
    if package.business == NEW:
        return []
    own = (Cause(package.values.get("symbol", "")),)
    return [
        Notice(
            package.business, package.business_reason, cause, _directive(session, cause, package)
        )
        for cause in package.concerns or own
    ]


def _directive(session: Session, cause: Cause, package: Said) -> Directive | None:
    key = lookup_key(cause.symbol)
    if not key:
        return None
    found = session.scalars(select(Directive).filter_by(symbol_key=key)).all()
    return _best(found, cause, package.values.get("body", ""))


def _best(found: Sequence[Directive], cause: Cause, body: str) -> Directive | None:
    """The one of that day and body; one that contradicts the named day is another paper."""
    fitting = [one for one in found if cause.issued_on in (None, one.issued_on)]
    fitting.sort(key=lambda one: fold(one.issuing_body.name) != fold(body))
    return fitting[0] if fitting else None


def _differ(one: Any, other: Any) -> bool:
    return bool(one and other and one != other)


def _cause(cause: Cause) -> list[str | None]:
    return [cause.symbol, _written(cause.issued_on), cause.organ_id]


def _cause_from(parts: list[str | None]) -> Cause:
    return Cause(parts[0] or "", _day(parts[1]), parts[2] or "")


def _written(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _day(written: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None


def _shown(day: date) -> str:
    return day.strftime("%d/%m/%Y")

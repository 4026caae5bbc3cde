"""What an edXML package says of a document, beside what was read from the document itself."""

import json
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.clock import today
from intranet.directives.models import Directive, Urgency
from intranet.intake.channels import edxml_package
from intranet.intake.channels.edxml_package import EdxmlPackage, EdxmlReference
from intranet.intake.processing.suggestions import LONGEST
from intranet.language.bodies.document_types import type_of_name
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold

NORMAL, URGENT, VERY_URGENT, EXPRESS = Urgency
URGENCY = dict(enumerate((NORMAL, URGENT, VERY_URGENT, EXPRESS, EXPRESS)))
MOST_PLACES = 40


@dataclass(frozen=True)
class EdxmlMetadata:
    """What the package says: values of the form's fields by name, and what else the clerk needs.

    `is_main` tells the document itself from its annexes; only for it do the values hold.
    """

    values: dict[str, Any]
    due_on: date | None
    responds: tuple[EdxmlReference, ...]
    to_places: tuple[str, ...]
    business: int
    business_reason: str
    concerns: tuple[EdxmlReference, ...]
    is_main: bool


def metadata_json(package: EdxmlPackage, *, is_main: bool) -> dict[str, Any]:
    """The package without its files, ready for a JSON column."""
    told = {name: value for name, value in vars(package).items() if name != "attached"}
    told |= {"to_places": package.to_places[:MOST_PLACES], "is_main": is_main}
    packet: dict[str, Any] = json.loads(json.dumps(told, default=date.isoformat))
    return packet


def metadata_from(packet: dict[str, Any]) -> EdxmlMetadata:
    """What `metadata_json` wrote, in the types of the check form; empty fields are left out."""
    issued_on = _day(packet["issued_on"])
    values = {name: packet[name][:longest] for name, longest in LONGEST.items()} | {
        "issued_on": issued_on if issued_on and issued_on <= today() else None,
        "kind": type_of_name(packet["kind"]) if packet["kind"] else None,
        "urgency": URGENCY.get(packet["priority"]),
    }
    return EdxmlMetadata(
        values={name: value for name, value in values.items() if value},
        due_on=_day(packet["due_on"]),
        responds=_references(packet["responds"]),
        to_places=tuple(packet["to_places"]),
        business=packet["business"],
        business_reason=packet["business_reason"],
        concerns=_references(packet["concerns"]),
        is_main=packet["is_main"],
    )


def contradictions(package: EdxmlMetadata, read: dict[str, Any]) -> list[str]:
    """Where the document as read says something else than its package, as sentences.

    `read` are the form's values of the machine's reading; only symbol and day are compared, since
    spelling and wording of the other fields differ between systems.
    """
    told, sentences = package.values, []
    if not package.is_main:
        return []
    if _differ(lookup_key(told.get("symbol", "")), lookup_key(read.get("symbol", ""))):
        sentences.append(
            _("Gói edXML ghi số, ký hiệu %(told)s; trong văn bản đọc được %(read)s.",
              told=told["symbol"], read=read["symbol"])
        )  # fmt: skip
    if _differ(told.get("issued_on"), read.get("issued_on")):
        sentences.append(
            _("Gói edXML ghi ngày %(told)s; trong văn bản đọc được ngày %(read)s.",
              told=f"{told['issued_on']:%d/%m/%Y}", read=f"{read['issued_on']:%d/%m/%Y}")
        )  # fmt: skip
    return sentences


def notices(session: Session, package: EdxmlMetadata) -> list[tuple[str, Directive | None]]:
    """What the sender asks about earlier documents, each with its directive where it is here.

    They are sentences for the clerk; nothing happens by itself.
    """
    if package.business == edxml_package.NEW:
        return []
    sentences = {
        edxml_package.RECALL: _("Nơi gửi báo thu hồi văn bản %(symbol)s."),
        edxml_package.UPDATE: _("Nơi gửi báo cập nhật văn bản %(symbol)s."),
        edxml_package.REPLACE: _("Nơi gửi báo thay thế văn bản %(symbol)s."),
    }
    sentence, body = sentences.get(package.business, ""), package.values.get("body", "")
    own = EdxmlReference(package.values.get("symbol", ""))
    return [
        (sentence % {"symbol": reference.symbol}, _directive(session, reference, body))
        for reference in package.concerns or (own,)
    ]


def _directive(session: Session, reference: EdxmlReference, body: str) -> Directive | None:
    """The directive of that symbol, day and body; one that contradicts the day is another one."""
    key = lookup_key(reference.symbol)
    if not key:
        return None
    directives = session.scalars(select(Directive).filter_by(symbol_key=key))
    fitting = [entry for entry in directives if reference.issued_on in (None, entry.issued_on)]
    return min(fitting, key=lambda entry: fold(entry.issuing_body.name) != fold(body), default=None)


def _differ(told: object, read: object) -> bool:
    return bool(told and read and told != read)


def _references(written: list[tuple[str, str | None, str]]) -> tuple[EdxmlReference, ...]:
    return tuple(EdxmlReference(symbol, _day(day), organ_id) for symbol, day, organ_id in written)


def _day(written: str | None) -> date | None:
    with suppress(ValueError):
        return date.fromisoformat(written) if written else None
    return None

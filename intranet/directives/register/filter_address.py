"""The shelf's wishes written as an address, and read back from one."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask_babel import gettext as _
from werkzeug.datastructures import MultiDict

from intranet.directives.models import Status
from intranet.directives.register.queries import SORTS, Choices, ShelfFilter
from intranet.directives.words import SORT, STATUS
from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.text.normalization import fold

COLUMNS = ("den", "nguoi_ky", "khan", "chu_de")
"""The columns that somebody may add to the shelf."""

Member = TypeVar("Member", Level, DocumentType, Status)


def wanted_from(args: MultiDict[str, str]) -> ShelfFilter:
    """What an address asks for; what it says wrongly does not narrow."""
    sort = args.get("sap_xep", "newest")
    return ShelfFilter(
        level=_member(Level, args.get("cap")),
        kind=_member(DocumentType, args.get("loai")),
        body=_number(args.get("co_quan")),
        topic=_number(args.get("chu_de")),
        year=_number(args.get("nam")),
        status=_member(Status, args.get("hieu_luc")),
        words=args.get("tu", "").strip()[:200],
        sort=sort if sort in SORTS else "newest",
        page=_number(args.get("trang")) or 1,
    )


def address_of(wanted: ShelfFilter, **changes: Any) -> dict[str, Any]:
    """The arguments of `url_for` for this filter with some changes, defaults left out."""
    asked = replace(wanted, **changes)
    written = {
        "cap": _name(asked.level),
        "loai": _name(asked.kind),
        "co_quan": asked.body,
        "chu_de": asked.topic,
        "nam": asked.year,
        "hieu_luc": _name(asked.status),
        "tu": asked.words,
        "sap_xep": "" if asked.sort == "newest" else asked.sort,
        "trang": asked.page if asked.page > 1 else None,
    }
    return {name: value for name, value in written.items() if value}


def is_narrowed(wanted: ShelfFilter) -> bool:
    """Whether anything but the order and the page was asked for."""
    return bool(address_of(wanted, sort="newest", page=1))


def columns_from(args: MultiDict[str, str]) -> tuple[str, ...]:
    """The further columns that an address asks for, in the order of the table."""
    asked = set(args.getlist("cot"))
    return tuple(name for name in COLUMNS if name in asked)


@dataclass(frozen=True)
class Filter:
    """One way to narrow the shelf: its field, its label, its options and the one chosen."""

    name: str
    label: str
    options: Sequence[tuple[str, Any]]
    chosen: str


def filters(wanted: ShelfFilter, choices: Choices) -> list[Filter]:
    """The ways in which this person's shelf can be narrowed, ready to be drawn."""
    chosen = {name: str(value) for name, value in address_of(wanted).items()}
    kinds = [(_name(kind), TYPE_NAMES[kind]) for kind in choices.kinds]
    found = (
        ("loai", _("Loại"), sorted(kinds, key=lambda pair: fold(pair[1]))),
        ("co_quan", _("Cơ quan ban hành"), [(str(one.id), one.name) for one in choices.bodies]),
        ("nam", _("Năm"), [(str(year), str(year)) for year in choices.years]),
        ("chu_de", _("Chủ đề"), [(str(one.id), one.name) for one in choices.topics]),
        ("hieu_luc", _("Hiệu lực"), [(_name(one), word) for one, word in STATUS.items()]),
    )
    ways = [
        Filter(name, label, [("", _("Tất cả")), *options], chosen.get(name, ""))
        for name, label, options in found
    ]
    return [*ways, Filter("sap_xep", _("Sắp xếp"), list(SORT.items()), wanted.sort)]


def _member(kind: type[Member], name: str | None) -> Member | None:
    return kind.__members__.get((name or "").upper())


def _name(member: Level | DocumentType | Status | None) -> str:
    return member.name.lower() if member else ""


def _number(text: str | None) -> int | None:
    return int(text) if text and text.isascii() and text.isdigit() and len(text) < 10 else None

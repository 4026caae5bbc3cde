"""How the register is narrowed: each way with its name in the address and what must hold."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from enum import Enum
from typing import Any, Self

from sqlalchemy import ColumnElement, and_, extract, or_
from werkzeug.datastructures import MultiDict

from intranet.core.application import number_in
from intranet.directives.models import Directive, Status, Topic
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold

SORTS: dict[str, tuple[ColumnElement[Any], ...]] = {
    "newest": (Directive.issued_on.desc().nulls_last(), Directive.id.desc()),
    "oldest": (Directive.issued_on.asc().nulls_last(), Directive.id.asc()),
    "arrived": (Directive.received_on.desc(), Directive.id.desc()),
    "waiting": (Directive.received_on.asc(), Directive.id.asc()),
    "symbol": (Directive.symbol_key.asc(), Directive.id.asc()),
    "symbol_back": (Directive.symbol_key.desc(), Directive.id.desc()),
}
NEWEST = "newest"


@dataclass(frozen=True)
class DirectiveFilter:
    """Conditions, order and page of a view of the register; empty fields do not narrow."""

    level: Level | None = None
    kind: DocumentType | None = None
    body: int | None = None
    topic: int | None = None
    year: int | None = None
    status: Status | None = None
    words: str = ""
    sort: str = NEWEST
    page: int = 1

    @classmethod
    def from_address(cls, args: MultiDict[str, str]) -> Self:
        """The filter of an address; a value that cannot be read does not narrow."""
        sort = args.get("sap_xep", NEWEST)
        return cls(
            **{by.field: by.read(args.get(by.key, "")) for by in CONDITIONS},
            sort=sort if sort in SORTS else NEWEST,
            page=number_in(args.get("trang", "")) or 1,
        )

    def address(self, **changes: Any) -> dict[str, Any]:
        """The arguments of `url_for` for this filter with some changes, defaults left out."""
        changed = replace(self, **changes)
        written = {by.key: address_value(getattr(changed, by.field)) for by in CONDITIONS}
        written["sap_xep"] = "" if changed.sort == NEWEST else changed.sort
        written["trang"] = changed.page if changed.page > 1 else None
        return {key: value for key, value in written.items() if value}

    @property
    def narrows(self) -> bool:
        """Whether anything but the order and the page was asked for."""
        return bool(self.address(sort=NEWEST, page=1))

    def conditions(self, *, but: str = "") -> list[ColumnElement[bool]]:
        """The conditions on Directive, `but` one field."""
        values = ((by, getattr(self, by.field)) for by in CONDITIONS if by.field != but)
        return [by.holds(value) for by, value in values if value]

    @property
    def order(self) -> tuple[ColumnElement[Any], ...]:
        """The order in which the register is shown."""
        return SORTS.get(self.sort, SORTS[NEWEST])


@dataclass(frozen=True)
class FilterCondition:
    """One way to narrow: a field of DirectiveFilter, its key in the address, what must hold."""

    field: str
    key: str
    read: Callable[[str], Any]
    holds: Callable[[Any], ColumnElement[bool]]


def _member_of(kind: type[Enum]) -> Callable[[str], Enum | None]:
    return lambda name: kind.__members__.get(name.upper())


def is_named(words: str) -> ColumnElement[bool]:
    """The condition that a subject has all the words, or a symbol begins like them."""
    column = Directive.subject_key
    named = and_(*(column.contains(word, autoescape=True) for word in fold(words).split()))
    key = lookup_key(words)
    return or_(named, Directive.symbol_key.startswith(key)) if key else named


CONDITIONS = (
    FilterCondition("level", "cap", _member_of(Level), lambda level: Directive.level == level),
    FilterCondition("kind", "loai", _member_of(DocumentType), lambda kind: Directive.kind == kind),
    FilterCondition("body", "co_quan", number_in, lambda body: Directive.issuing_body_id == body),
    FilterCondition("topic", "chu_de", number_in, lambda n: Directive.topics.any(Topic.id == n)),
    FilterCondition("year", "nam", number_in, lambda n: extract("year", Directive.issued_on) == n),
    FilterCondition("status", "hieu_luc", _member_of(Status), lambda is_: Directive.status == is_),
    FilterCondition("words", "tu", lambda text: text.strip()[:200], is_named),
)


def address_value(value: Any) -> Any:
    """A value of the filter as the address writes it."""
    return value.name.lower() if isinstance(value, Enum) else value

"""What belongs to a directive that a query names: its kind, its body, its year, its day."""

import re

from intranet.language.bodies.document_types import TYPE_BY_NAME, TYPE_NAMES
from intranet.search.fields import Field
from intranet.search.query.field_syntax import BODIES, having
from intranet.search.query.references import NAMES, YEAR, Reference, flat
from intranet.search.query.tree import DayRange, Or, Query, Term

# Words before a symbol that ask for what is about it, not for the directive itself.
OTHER = re.compile(
    r"(?<!\w)(?:thuc hien|trien khai|thi hanh|huong dan|quan triet|hoc tap|sua doi|bo sung"
    r"|mot so dieu|kem theo|thay the|bai bo|cu the hoa|so ket|tong ket|theo|can cu)"
    r"(?!\w)(?:\W++\w++){0,4}\W*+$"
)
KIND_BEFORE = re.compile(rf"(?<!\w)(?P<kind>{NAMES})\W*+$")
IN_YEAR = re.compile(rf"(?<!\w)nam\s++({YEAR})(?!\w)")
OF_BODY = re.compile(
    r"(?<!\w)(?:cua|do)\s++(?P<body>\S++(?:\s++\S++){0,7}?)"
    r"(?=\s++(?:nam\s++\d{4}|ban hanh|ngay|ve)(?!\w)|\s*+$)"
)
FILLER = re.compile(r"(?:\s|[^\w\s]|(?<!\w)(?:ban hanh|ngay|so|van ban|ve|cua|do|nam)(?!\w))*+")


def without_references(text: str, named: tuple[Reference, ...]) -> tuple[str, tuple[Query, ...]]:
    """The words of a text besides what it names, and what is said of the one named directive.

    With one directive the details ("của UBND tỉnh", "năm 2024", its kind) only tell which one is
    meant: they are not asked for as words.
    """
    rest = text
    for reference in named:
        rest = _without(rest, reference.start, reference.end)
    directives = [reference for reference in named if reference.keys]
    if len(directives) != 1:
        return rest, ()
    directive = directives[0]
    details: list[Query] = [
        DayRange(reference.day, reference.day) for reference in named if reference.day
    ]
    if kind := KIND_BEFORE.search(flat(text), 0, directive.start):
        details.append(_of_kind(kind["kind"]))
        rest = _without(rest, *kind.span())
    if year := IN_YEAR.search(flat(rest), directive.end):
        details.append(DayRange(f"{year[1]}-01-01", f"{year[1]}-12-31"))
        rest = _without(rest, *year.span())
    rest, body = _body(rest, directive.end)
    if body and (query := having(Field.BODY, body)):
        details.append(query)
    return ("" if FILLER.fullmatch(flat(rest)) else rest), tuple(details)


def _body(rest: str, after: int) -> tuple[str, str]:
    plain = flat(rest)
    if match := OF_BODY.search(plain, after):
        return _without(rest, *match.span()), rest[match.start("body") : match.end("body")]
    if " ".join(plain[after:].split()).strip(" ,.;") in BODIES:
        return rest[:after], rest[after:].strip(" ,.;")
    return rest, ""


def _of_kind(name: str) -> Query:
    kind = TYPE_BY_NAME[name]
    longer = [other for other in TYPE_NAMES if TYPE_NAMES[other].startswith(TYPE_NAMES[kind])]
    return Or(tuple(Term(Field.KIND, other.name) for other in longer or [kind]))


def _without(text: str, start: int, end: int) -> str:
    return text[:start] + " " * (end - start) + text[end:]


def asks_for_another(text: str, directive: Reference) -> bool:
    """Whether the words ask for what carries the directive out or changes it."""
    return bool(OTHER.search(flat(text)[: directive.start]))

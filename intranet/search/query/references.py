"""Papers and days that a query names: "57-NQ/TW", "nq 57", "kế hoạch 211", "22/12/2024"."""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from intranet.language.bodies.document_types import BY_MARK, TYPE_BY_NAME, TYPE_NAMES, DocumentType
from intranet.language.symbols.parsing import lookup_key, parse_symbol, symbols_of
from intranet.language.text.dates import find_dates
from intranet.language.text.normalization import WORD, align, canonical, fold
from intranet.search.analysis import distinct, number_keys

# Kinds that are asked for by the name of another: 294-QĐ/TW is a "quy định".
TAKEN_FOR = {
    DocumentType.QYD: (DocumentType.QD,),
    DocumentType.TTRI: (DocumentType.TT,),
    DocumentType.BL: (DocumentType.L,),
    DocumentType.LENH: (DocumentType.L,),
    DocumentType.TT: (DocumentType.TTLT,),
    DocumentType.NQ: (DocumentType.NQLT,),
    DocumentType.CT: (DocumentType.CTR,),
}
NAMES = "|".join(re.escape(name) for name in sorted(TYPE_BY_NAME, key=len, reverse=True))
MARKS = "|".join(sorted({fold(mark) for mark in BY_MARK if len(mark) > 1}, key=len, reverse=True))
YEAR = r"(?:19|20)\d\d"
# Figures before these count something: "báo cáo 6 tháng", "kế hoạch 5 năm".
COUNTED = (
    r"(?:(?:thang|nam|ngay)(?!\s*+\d)"
    r"|(?:quy|tuan|gio|phut|nguoi|truong hop|muc tieu|nhiem vu|nghin|trieu|ty)(?!\w))"
)
NUMBERED = re.compile(
    rf"(?<!\w)(?:(?P<name>{NAMES})|(?P<mark>{MARKS}))(?P<so>[\s.:\-]*+(?<!\w)so\s*+:?)?[\s.:\-]*+"
    rf"(?<![^\W\d_])(?P<number>\d{{1,5}}[a-h]?)(?:\s*+/\s*+(?P<year>{YEAR}))?(?![\w/]|[.,\-]\w)"
    rf"(?!\s*+(?:{COUNTED}|%))"
)
GLUED = re.compile(
    rf"(?<!\w)(?P<name>)(?P<so>)(?P<mark>{MARKS})(?P<number>\d{{1,5}})(?P<year>)(?![\w/]|[.,\-]\w)"
)
LOOSE = re.compile(r"(?<![^\s(\[,;])\d{1,5}[a-zđ]?(?=\S{0,60}?[/\-])[./\-][\w&./\-]*+")
IN_WORDS = re.compile(rf"(?:ngay\s++)?(\d{{1,2}})\s++thang\s++(\d{{1,2}})\s++nam\s++({YEAR})(?!\w)")
BEFORE = re.compile(r"(?:(?<!\w)(?:so|ky hieu|van ban|ngay)\s*+:?\s*+){1,8}$")
ALONE = re.compile(rf"(?:so\s*+:?\s*+)?(?P<number>\d{{1,5}})(?:/(?P<year>{YEAR}))?")
FEW = 4


@dataclass(frozen=True)
class Reference:
    """A directive or a day named at a place of a text.

    keys are what its entry has in the field OWN (any of them), symbol its one key when it is
    named in full, spelled how texts write a directive named by kind and number, day the ISO day.
    """

    text: str
    start: int
    end: int
    keys: tuple[str, ...] = ()
    symbol: str = ""
    spelled: tuple[tuple[str, ...], ...] = ()
    day: str = ""

    def is_whole(self, text: str) -> bool:
        """Whether nothing but this stands in the text."""
        return not re.search(r"\w", text[: self.start] + text[self.end :])


def flat(text: str) -> str:
    """The canonical text without marks and capitals, letter for letter."""
    folded = fold(text)
    if len(folded) == len(text):
        return folded
    return "".join(bare if len(bare := fold(sign)) == 1 else sign for sign in text)


def references_in(text: str) -> tuple[Reference, ...]:
    """What canonical text names, in reading order, without overlaps."""
    taken: list[Reference] = []
    for reference in _candidates(text):
        if not any(reference.start < other.end and other.start < reference.end for other in taken):
            taken.append(reference)
    return tuple(sorted(taken, key=lambda reference: reference.start))


def _candidates(text: str) -> Iterator[Reference]:
    folded = flat(text)
    if whole := _whole(text):
        yield whole
        return
    for symbol in symbols_of(align(text)):
        if symbol.number:
            yield _widened(folded, symbol.key, symbol.start, symbol.end)
    yield from _days(text, folded)
    for match in LOOSE.finditer(text):
        if any(sign.isalpha() for sign in match[0]):
            yield _widened(folded, match[0], *match.span())
    for pattern in (GLUED, NUMBERED):
        for match in pattern.finditer(folded):
            if reference := _numbered(text, match):
                yield reference


def _whole(text: str) -> Reference | None:
    """The symbol or number that the whole text is, loosely typed: "57 nq tw", "số 211"."""
    if symbol := parse_symbol(text):
        key = lookup_key(symbol.key)
        return Reference(symbol.key, 0, len(text), (key,), key)
    if match := ALONE.fullmatch(flat(text).strip(" .,;")):
        year = int(match["year"]) if match["year"] else None
        if year is None and re.fullmatch(YEAR, match["number"]):
            return None
        keys = tuple(number_keys(match["number"], year, ()))[-1:]
        return Reference(text.strip(), 0, len(text), keys)
    return None


def _widened(folded: str, symbol: str, start: int, end: int) -> Reference:
    read = parse_symbol(symbol)
    shown = read.key if read else symbol
    key = lookup_key(shown)
    return Reference(shown, _begin(folded, start), end, (key,), key)


def _begin(folded: str, start: int) -> int:
    """Where the words before a name begin that belong to it."""
    before = BEFORE.search(folded, 0, start)
    return before.start() if before else start


def _days(text: str, folded: str) -> Iterator[Reference]:
    for written in find_dates(text):
        if written.iso:
            shown = text[written.start : written.end]
            yield Reference(shown, _begin(folded, written.start), written.end, day=written.iso)
    for match in IN_WORDS.finditer(folded):
        with suppress(ValueError):
            day = date(int(match[3]), int(match[2]), int(match[1])).isoformat()
            yield Reference(text[slice(*match.span())], *match.span(), day=day)


def _numbered(text: str, match: re.Match[str]) -> Reference | None:
    number, year = match["number"], int(match["year"]) if match["year"] else None
    if not match["so"] and re.fullmatch(YEAR, number):
        return None  # "kế hoạch 2024" rather names the year
    kinds = kinds_of(match["name"] or match["mark"])
    if match["mark"] and text[slice(*match.span("mark"))].istitle():
        return None
    spelled = distinct(kind for named in kinds for kind in (named, *TAKEN_FOR.get(named, ())))
    keys = [key for key in number_keys(number, year, spelled) if not key.startswith("so:")]
    if year:
        keys = [key for key in keys if "/" in key]
    shown = text[slice(*match.span())].strip()
    ways = distinct(way for kind in kinds for way in _spelled(kind, number, match["year"] or ""))
    return Reference(shown, match.start(), match.end(), tuple(keys), spelled=ways)


def _spelled(kind: DocumentType, number: str, year: str) -> Iterator[tuple[str, ...]]:
    """The folded words by which texts name a directive: "nghi quyet so 57", "57 nq", "nq 57"."""
    name, mark = tuple(fold(TYPE_NAMES[kind]).split()), fold(kind.mark)
    figures = (number, year) if year else (number,)
    yield (*name, *figures)
    yield (*name, "so", *figures)
    if kind is not DocumentType.CV:
        yield (*figures, mark)
        yield (mark, *figures)


@lru_cache(maxsize=512)
def kinds_of(value: str) -> tuple[DocumentType, ...]:
    """The kinds that a name or mark may mean: "kế hoạch", "KH", "qd"."""
    name = plain(value)
    if name in TYPE_BY_NAME:
        return (TYPE_BY_NAME[name],)
    return distinct(kind for mark, kind in BY_MARK.items() if fold(mark) == name)


def plain(value: str) -> str:
    """A name as it is looked up: folded, with single blanks and no signs at its ends."""
    return " ".join(fold(value).split()).strip(" .,;:")


def looks_like_number_and_codes(text: str) -> tuple[str, tuple[str, ...]] | None:
    """Number and folded codes of "211 ubnd" or "57 tw"; None for anything else."""
    words = WORD.findall(flat(canonical(text)))
    if not 2 <= len(words) <= FEW or not re.fullmatch(r"\d{1,5}", words[0]):
        return None
    codes = tuple(words[1:])
    return (words[0], codes) if all(re.fullmatch(r"[a-z]{2,8}", code) for code in codes) else None

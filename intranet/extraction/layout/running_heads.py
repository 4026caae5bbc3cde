"""Running heads, gazette heads and page numbers: lines of the sheet, not of the document."""

import re
from collections import Counter, defaultdict
from collections.abc import Sequence

EDGE = 3  # lines from the top and from the bottom where a head or foot may stand
FEWEST_PAGES = 3
LONGEST = 160
# "CÔNG BÁO/Số 12 + 13/Ngày 05-01-2026", its page number on either side
GAZETTE = re.compile(
    r"^\s*(?:\d{1,4}\s+)?CÔNG\s+BÁO\s*/\s*Số[\d\s+&.,-]+/\s*Ngày[\d\s/.-]+$", re.IGNORECASE
)
DASHED = re.compile(r"^\s*[-–—~]\s*\d{1,4}\s*[-–—~]\s*$")
NAMED = re.compile(r"^\s*(?:Trang|Page)\s*:?\s*\d{1,4}(?:\s*(?:/|of|trên)\s*\d{1,4})?\s*$", re.I)
NUMBER = re.compile(r"(?<!\d)\d{1,4}(?!\d)")
WORD = re.compile(r"[^\W_]+")
COUNT = "#"  # the key of a line that only counts the pages


def without_furniture(page: str) -> str:
    """The page without the lines at its edges that are a head or number by their form alone."""
    lines = page.split("\n")
    dropped = {at for at in _edges(lines) if _is_furniture(lines[at])}
    return _left(lines, dropped)


def without_heads(pages: Sequence[str]) -> list[str]:
    """The pages without heads, feet and numbers that repeat at the edges of most of them.

    A head stays on the first page that has it, unless its form alone tells what it is.
    """
    sheets = [page.split("\n") for page in pages]
    offsets = _offsets(sheets)
    keys = [
        {at: _key(lines[at], page, offsets) for at in _edges(lines)}
        for page, lines in enumerate(sheets)
    ]
    repeated = _repeated(keys)
    seen: set[str] = set()
    done = []
    for lines, edges in zip(sheets, keys, strict=True):
        dropped = {
            at
            for at, key in edges.items()
            if key in seen or key == COUNT or _is_furniture(lines[at])
        }
        seen |= set(edges.values()) & repeated
        done.append(_left(lines, dropped))
    return done


def _left(lines: Sequence[str], dropped: set[int]) -> str:
    return "\n".join(line for at, line in enumerate(lines) if at not in dropped)


def _edges(lines: Sequence[str]) -> list[int]:
    """Indexes of the first and the last lines that are not blank."""
    written = [at for at, line in enumerate(lines) if line.strip()]
    return sorted({*written[:EDGE], *written[-EDGE:]})


def _is_furniture(line: str) -> bool:
    return any(form.match(line) for form in (GAZETTE, DASHED, NAMED))


def _key(line: str, page: int, offsets: set[int]) -> str:
    """The words and numbers of a line without the page's own number; empty for a long line."""
    if len(line) > LONGEST:
        return ""
    words = WORD.findall(line.casefold())
    counted = [word for word in words if not (word.isdecimal() and int(word) - page in offsets)]
    return " ".join(counted) or (COUNT if words else "")


def _repeated(keys: Sequence[dict[int, str]]) -> set[str]:
    """Keys that stand at the edges of most pages."""
    counts: Counter[str] = Counter()
    for edges in keys:
        counts.update(set(edges.values()) - {"", COUNT})
    written = sum(bool(edges) for edges in keys)
    return {key for key, count in counts.items() if count >= max(FEWEST_PAGES, written / 2)}


def _offsets(sheets: Sequence[Sequence[str]]) -> set[int]:
    """The differences between printed and counted page numbers that most pages share."""
    pages_by_offset: dict[int, set[int]] = defaultdict(set)
    for page, lines in enumerate(sheets):
        for line in (lines[at] for at in _edges(lines)):
            for number in NUMBER.findall(line) if len(line) <= LONGEST else ():
                pages_by_offset[int(number) - page].add(page)
    fewest = max(2, len(sheets) / 2)
    return {offset for offset, pages in pages_by_offset.items() if len(pages) >= fewest}

"""The header of a document: what stands above its heading, in columns, whatever the template."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from intranet.extraction.layout.text_lines import in_columns
from intranet.extraction.values import Box, Line, box_of
from intranet.language.table_files import table_rows
from intranet.language.text.normalization import canonical

LOOK_AT = 60
LONGEST_HEADING = 180
KINDS = {name: bool(more) for name, *more in table_rows(__file__, "headings.txt")}
"""Names of kinds in capitals, and whether the subject may go on in the line of the heading."""
HEADINGS, LONGER_HEADINGS = "|".join(KINDS), "|".join(filter(KINDS.get, KINDS))
HEADING = re.compile(rf"^(?P<name>{HEADINGS})(?P<more>$|\s+(?:CỦA|SỐ|V/V|VỀ)\b.*|\s*[:(].*)")
# Parts of a gazette and law collections say kind, number and day in one title.
TITLED = re.compile(
    rf"^(?P<name>{HEADINGS})\s++(?:CỦA\s++.{{3,80}}?(?<!\s)\s++)?SỐ\s*+:?\s*+\d", re.I
)
# Documents of daily work carry their subject in the heading: "BÁO CÁO KẾT QUẢ …".
LONGER = re.compile(rf"^(?P<name>{LONGER_HEADINGS})\s+(?P<rest>(?!VÀ\b)\S.*)$")
OWN_NUMBER = re.compile(r"^\D{3,20}\ssố\s*+:?\s*+[\w./-]++$", re.I)
# Kind and subject in one paragraph: "QUYẾT ĐỊNH Về việc …".
TOGETHER = re.compile(
    rf"^(?P<name>{HEADINGS})\s+(?P<rest>(?:Về|V/v|Ban hành|Quy định|Phê duyệt|Hướng dẫn)\b.+)$"
)
COMPACT = {name.replace(" ", ""): name for name in KINDS}
LETTER_SPACED = re.compile(r"^(?:\w ){4,}\w$")
ADDRESSED = re.compile(r"^\W{0,2}Kính\s+g[ửứ]i", re.I)
MOTTO = re.compile(
    r"C[ỘÔO]NG\s+H\w{1,3}\s+XÃ\s+HỘI\s+CHỦ\s+NGHĨA\s+VIỆT\s+NAM|^C[ỘÔ]NG\s+H\w{1,3}\s+XÃ\s+HỘI$"
    r"|^CHỦ\s+NGHĨA\s+VIỆT\s+NAM$|Độc\s+lập\s*-\s*Tự\s+do\s*-\s*Hạnh\s+phúc"
    r"|ĐẢNG\s+CỘNG\s+SẢN\s+VIỆT\s+NAM",
    re.I,
)
NATION = re.compile(r"XÃ\s+HỘI|VIỆT\s+NAM|Hạnh\s+phúc", re.I)
# Gazette frames and what signing tools print are not the document's own words.
FOREIGN = re.compile(
    r"^(?:\d*\s*CÔNG\s+BÁO|Người\s+ký|Ký\s+bởi|Email|Cơ\s+quan:|Thời\s+gian\s+ký|Ngày\s+ký"
    r"|VĂN\s+BẢN\s+QUY\s+PHẠM\s+PHÁP\s+LUẬT$|VĂN\s+BẢN\s+PHÁP\s+LUẬT\s+KHÁC|PHẦN\s+VĂN\s+BẢN)",
    re.I,
)
RUNNING = re.compile(r"^\W{0,3}(?:Căn\s*cứ|Điều 1|Chương I)\b")
SEPARATOR = re.compile(r"^[\s_\-–—─*.=|]*$")


@dataclass(frozen=True)
class DocumentHeader:
    """Lines above the heading (left column first), the heading, and the lines below it.

    `heading` is the name of the kind in capitals, None for letters and forms.
    """

    above: tuple[Line, ...]
    heading: str | None
    heading_line: Line | None
    below: tuple[Line, ...]
    addressed: bool

    @property
    def text(self) -> str:
        """What stands above the heading, one line each."""
        return "\n".join(line.text for line in self.above)

    @property
    def has_nation(self) -> bool:
        """Whether the motto of the state or the title of the Party was printed."""
        return any(NATION.search(line.text) for line in self.above)


def header_of(lines: Sequence[Line]) -> DocumentHeader:
    """The header of the document that begins with these canonical lines."""
    own = [line for line in lines[: 4 * LOOK_AT] if not is_foreign(line.text)]
    at, heading = _heading(own)
    if at is not None:
        near = any(ADDRESSED.match(line.text) for line in own[max(0, at - 1) : at + 12])
        return DocumentHeader(in_columns(own[:at]), heading, own[at], tuple(own[at + 1 :]), near)
    address = next((i for i, x in enumerate(own[:LOOK_AT]) if ADDRESSED.match(x.text)), None)
    end = _first_body_line(own) if address is None else address
    above, below = in_columns(own[:end]), tuple(own[end:])
    return DocumentHeader(above, None, None, below, address is not None)


def canonical_line(text: str) -> str:
    """One line in canonical letters with single spaces, letter-spaced words closed up."""
    text = re.sub(r"[ \t]+", " ", canonical(text)).strip()
    if LETTER_SPACED.match(text):
        return COMPACT.get(text.replace(" ", ""), text)
    return text


def is_foreign(text: str) -> bool:
    """Whether a line is a rule, a gazette frame or a banner rather than the document's words."""
    return bool(SEPARATOR.match(text) or FOREIGN.match(text)) or (text.isdigit() and len(text) <= 3)


def heading_in(line: Line) -> str | None:
    """The name of the kind, in capitals, if this line is a heading."""
    heading = HEADING.match(line.text.rstrip(" .:"))
    if heading is None or len(line.text) > LONGEST_HEADING:
        return None
    return heading.group("name") if line.text.upper() == line.text else None


def titled_in(line: Line) -> str | None:
    """The name of the kind, in capitals, if this line is a title with kind and number."""
    title = None if OWN_NUMBER.match(line.text) else TITLED.match(line.text)
    stands_out = line.centred or line.bold or line.text.upper() == line.text
    return title.group("name").upper() if title and stands_out else None


def _heading(lines: Sequence[Line]) -> tuple[int | None, str | None]:
    for index, line in enumerate(lines[:LOOK_AT]):
        if ADDRESSED.match(line.text):
            # A proposal or report may name its addressee before its heading, never long before.
            later = enumerate(lines[index + 1 : index + 4], index + 1)
            titles = ((i, heading_in(x)) for i, x in later if x.centred and heading_in(x))
            return next(titles, (None, None))
        if line.column in ("left", "right") and index < 2:
            continue
        if heading := heading_in(line) or titled_in(line) or _longer(lines, index):
            return index, heading
    return None, None


def _longer(lines: Sequence[Line], index: int) -> str | None:
    """The kind of a heading that goes on with its subject, below nation or motto."""
    line = lines[index]
    if (line.centred or line.bold) and (both := TOGETHER.match(line.text)):
        return both["name"]
    longer = LONGER.match(line.text) if line.text.upper() == line.text else None
    if longer is None or not (line.centred and line.bold) or len(line.text) > LONGEST_HEADING:
        return None
    below_nation = any(NATION.search(above.text) for above in lines[:index])
    return longer["name"] if below_nation else None


def _first_body_line(lines: Sequence[Line]) -> int:
    """Where running text begins when there is neither heading nor addressee."""
    early = enumerate(lines[:LOOK_AT])
    running = (i for i, line in early if len(line.text) > 90 or RUNNING.match(line.text))
    return next(running, min(15, len(lines)))


def place_of(lines: Sequence[Line], start: int, end: int) -> Box | None:
    """The box around characters `start`..`end` of these lines joined by line ends."""
    starts = accumulate((len(line.text) + 1 for line in lines), initial=0)
    placed = zip(lines, starts, strict=False)
    return box_of(line for line, at in placed if at < end and start < at + len(line.text))


def words_of(lines: Iterable[Line]) -> str:
    """The words of these lines in one row, parted by single spaces."""
    return " ".join(" ".join(line.text for line in lines).split())

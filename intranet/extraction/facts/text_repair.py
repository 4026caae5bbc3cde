"""Repair of lines: damaged letters of fixed phrases mended, stamps and specks left out.

Only what every document prints alike is mended (nation, heading, "Số:", day and month, "Nơi nhận",
authority marks and positions); names and subjects stay as they were read.
"""

import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from intranet.extraction.facts.header import ADDRESSED, KINDS, SEPARATOR, canonical_line
from intranet.extraction.facts.names_and_positions import POSITIONS
from intranet.extraction.facts.number_repair import (
    is_dated,
    repaired_date,
    repaired_number,
    with_whole_days,
)
from intranet.extraction.ocr.stamp_lines import without_stamps
from intranet.extraction.values import Box, Line, Page
from intranet.language.text.fuzzy_matching import (
    KnownPhrases,
    bare_characters,
    edit_distance,
    resembles,
)
from intranet.language.text.syllables import is_syllable

NATION = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
PARTY = "ĐẢNG CỘNG SẢN VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
PRINTED = (NATION, PARTY, MOTTO)
HEADER_LINES = 45
LONGEST_FORMULA = 60
LONGEST_ROW = 300  # letters: longer is running text, not two columns of a header
HEADING = KnownPhrases(KINDS)
COLLECTIVES = (
    "CHÍNH PHỦ|ỦY BAN NHÂN DÂN|HỘI ĐỒNG NHÂN DÂN|BỘ CHÍNH TRỊ|BAN BÍ THƯ|BAN THƯỜNG VỤ"
    "|BAN CHẤP HÀNH|BAN CHẤP HÀNH TRUNG ƯƠNG|ỦY BAN THƯỜNG VỤ QUỐC HỘI|HỘI ĐỒNG"
)
SIGNED_AS = KnownPhrases([*map(str.upper, POSITIONS), *COLLECTIVES.split("|")])
MARKED = re.compile(
    r"^\W{0,3}(?P<mark>T[MN]|K[TIEFL]?|T[LI]|TUQ|[TK]/[TML]|Q)[.,:]{1,2}\s*(?P<of>.+)$"
)
MARKS = {"K": "KT", "KI": "KT", "KE": "KT", "KF": "KT", "KL": "KT", "TN": "TM", "TI": "TL"}
EDGES = " \t`'\"“”„‘’^~•°*|_=\\[]{}<>‹›»«©®¬¡ˆ"
NAMES_ISSUER = re.compile(r"^(?P<opening>(?:\S+ ){1,4}?)(?P<rest>(?:CỦA|CÚA|CUA|SỐ|VỀ|V/V)\s.+)$")
# Letters that stand for digits in the text layers of some scanners and typefaces.
STROKE, ANY_STROKE = "[IlỈỉÌìÍí|O]", r"[\dIlỈỉÌìÍí|O]"
STROKES = re.compile(  # between a blank, colon or figure and what goes on with a number or a day
    rf"(?<!{ANY_STROKE})(?:(?<=[\s:])\d*+{STROKE}|{STROKE}*+\d++{STROKE})"
    rf"(?:{STROKE}*+\d|{ANY_STROKE}*+(?=\s*+/|\s++th|\s++n))"
)
SPECKS = re.compile(r"(?<=\s)[_|~«»•]+(?=\s)")
WRITTEN = str.maketrans("ñÑ", "đĐ")  # in layers made with western typefaces
MISTAKEN = str.maketrans("ÿŸ", "ỹỸ")
ABOUT = re.compile(r"^V(?:[/|1lI]\s?\w?|[ỊÍịí]\w?)\s+(?=[^\W\d_])")
ADDRESS_INSIDE = re.compile(r"\b\w?[iíìlf]+nh\s+g[ửứừữử]i\s*:", re.I)
RECIPIENTS = re.compile(r"^\W{0,3}N[ơoờớưôu]i\s*nh[âậaăấầữử]\w{1,2}\W*(?:\W\w{0,2}\W*){0,2}$", re.I)
OUTLINE = re.compile(r"^(?:[IVX]{1,4}|\d{1,2})\s*[.\-/]")


def repaired_lines(lines: Sequence[Line], pages: Mapping[int, Page]) -> list[Line]:
    """Canonical lines without empty ones; on recognised `pages` their formulas are mended.

    So are those of lines typed without any marks ("So:", "QUYET DINH").
    """
    lines = with_whole_days(lines, pages) if pages else lines
    texts = (_recased(canonical_line(line.text.translate(WRITTEN))) for line in lines)
    own = [replace(line, text=text) for line, text in zip(lines, texts, strict=True) if text]
    typed_bare = all(line.text.isascii() for line in own)
    repaired = [
        line
        for at, damaged in enumerate(without_stamps(own, pages))
        for line in _mended(damaged, at < HEADER_LINES, damaged.page in pages, typed_bare)
    ]
    return _rejoined(repaired, pages)


def _recased(text: str) -> str:
    """Capitals of old typefaces, whose letters with marks come out small: "SắC LệNH"."""
    if text.upper() == text or any(letter.isascii() and letter.islower() for letter in text):
        return text
    # One such word alone is only "Số" before a symbol.
    small = [word for word in text.split() if word.upper() != word]
    return text.upper() if len(small) >= 2 else text


def _mended(line: Line, early: bool, recognised: bool, typed_bare: bool) -> Iterator[Line]:
    if not recognised and not typed_bare:
        yield replace(line, text=_figures(line.text)) if early else line
        return
    if recognised:
        text = _cleaned(line.text)
        if early and line.column == "left":
            text = ABOUT.sub("V/v ", text)
        if _is_speck(text):
            return
        line = replace(line, text=text)
    for part in _apart(line) if early else (line,):
        yield replace(part, text=_formula(part.text, early))


def _figures(text: str) -> str:
    """A printed line whose damaged letters hide figures: "Số: Ỉ0Ỉ/2024/NĐ-CP", "ngày Ỉ2"."""
    if not STROKES.search(text):
        return text
    numbered = text.startswith(("Số", "SỐ"))
    repaired = repaired_number(text) if numbered else repaired_date(text)
    return repaired if repaired and (numbered or is_dated(repaired)) else text


def _cleaned(text: str) -> str:
    """A recognised line without the specks at its ends and between its words."""
    text = SPECKS.sub(" ", text.translate(MISTAKEN))
    return re.sub(r" {2,}", " ", text).strip(EDGES)


def _is_speck(text: str) -> bool:
    if SEPARATOR.match(text):
        return False  # a rule still parts what stands above from what stands below
    if OUTLINE.match(text) or HEADING.exact(text) or repaired_number(text):
        return False
    letters = bare_characters(text)
    if len(letters) <= 3:
        return not re.search(r"\d/|^S[ốô]", text)
    words = re.findall(r"[^\W\d_]{2,}", text)
    has_syllable = any(is_syllable(word) and len(word) > 2 for word in words)
    return len(letters) < 12 and not re.search(r"\d\s*[/-]", text) and not has_syllable


def _apart(line: Line) -> Iterator[Line]:
    """Two columns that were read as one line: the issuer, and the nation or motto beside it."""
    words = line.text.split() if len(line.text) <= LONGEST_ROW else []
    at = min(range(len(words)), key=lambda at: _strangeness(words[at:]), default=0)
    left, right = " ".join(words[:at]), " ".join(words[at:])
    if at and _is_capitals(left) and _printed(right):
        share = len(left) / len(line.text)
        yield replace(line, text=left, column="left", box=_part(line.box, 0, share))
        yield replace(line, text=right, column="right", box=_part(line.box, share, 1))
    else:
        yield line


def _strangeness(words: Sequence[str]) -> int:
    said, printed = bare_characters(" ".join(words)), map(bare_characters, PRINTED)
    return min(edit_distance(said, formula, LONGEST_FORMULA) for formula in printed)


def _part(box: Box | None, start: float, end: float) -> Box | None:
    if box is None:
        return None
    width = box.x1 - box.x0
    return replace(box, x0=box.x0 + start * width, x1=box.x0 + end * width)


def _formula(text: str, early: bool) -> str:
    tries: tuple[Callable[[str], str | None], ...] = (_signed_as, _recipients)
    if early:
        tries = (_printed, _heading, _addressed, repaired_number, repaired_date, *tries)
    elif "qua" in text:
        tries = (repaired_date, *tries)
    return next((formula for attempt in tries if (formula := attempt(text))), text)


def _printed(text: str) -> str | None:
    return next((formula for formula in PRINTED if resembles(text, formula)), None)


def _heading(text: str) -> str | None:
    if not _is_capitals(text):
        return None
    if len(text) <= LONGEST_FORMULA and (whole := HEADING.nearest(text)):
        return whole
    # A heading that names its issuer: "NGHỊ QUYÉT CỦA HỘI ĐỒNG …".
    parts = NAMES_ISSUER.match(text)
    opening = HEADING.nearest(parts["opening"]) if parts else None
    return f"{opening} {parts['rest']}" if parts and opening else None


def _addressed(text: str) -> str | None:
    """From "Kính gửi" on; what stands before it on the line is a stamp."""
    if ADDRESSED.match(text):
        return None
    if address := ADDRESS_INSIDE.search(text):
        return f"Kính gửi:{text[address.end() :]}"
    return f"Kính gửi{text[8:]}" if bare_characters(text[:8]) == "KINHGUI" else None


def _recipients(text: str) -> str | None:
    typed_bare = text.isascii() and bare_characters(text) == "NOINHAN"
    return "Nơi nhận:" if typed_bare or RECIPIENTS.match(text) else None


def _signed_as(text: str) -> str | None:
    """An authority mark and a position in their spelling, several positions with their commas."""
    if len(text) > LONGEST_FORMULA or not _is_capitals(text):
        return None
    marked = MARKED.match(text)
    parts = (marked["of"] if marked else text).split(",")
    names = [name for part in parts if (name := SIGNED_AS.nearest(part))]
    if len(names) < len(parts):
        return None
    mark = MARKS.get(marked["mark"], marked["mark"]) if marked else ""
    return f"{mark}{'.' if mark and '/' not in mark else ''} {', '.join(names)}".strip()


def _is_capitals(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return sum(letter.isupper() for letter in letters) >= 0.7 * len(letters) > 0


def _rejoined(lines: Sequence[Line], recognised: Collection[int]) -> list[Line]:
    """A heading printed with wide spaces comes in two parts of one row."""
    joined: list[Line] = []
    for line in lines:
        if joined and line.page in recognised and _same_row(joined[-1].box, line.box):
            whole = f"{joined[-1].text} {line.text}"
            if _is_capitals(whole) and (heading := HEADING.exact(whole)):
                line = replace(joined.pop(), text=heading, column="whole")
        joined.append(line)
    return joined


def _same_row(first: Box | None, second: Box | None) -> bool:
    if first is None or second is None or first.page != second.page:
        return False
    return min(first.y1, second.y1) - max(first.y0, second.y0) > 0.5 * (first.y1 - first.y0)

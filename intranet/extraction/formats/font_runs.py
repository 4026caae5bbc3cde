"""Text whose fonts are known: runs in fonts from before Unicode are converted run by run.

The name of a font decides (.VnTime, .VnTimeH, VNI-Times, VISCII…), unless the text in it plainly
is Unicode already, as when a new text was typed into an old template. Text in other fonts is
judged by its syllables, font by font: a title and a body may be coded differently.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from lxml import etree

from intranet.extraction.layout.paragraphs import NEW_PAGE, Paragraph, of_table, pieces
from intranet.language.text import legacy_encodings as codes
from intranet.language.text.legacy_encodings import TextEncoding, decode_run, encoding_of_font
from intranet.language.text.syllables import marked_share

# Letters that no text in an old code shows before it is converted.
VIETNAMESE = re.compile("[ăĂđĐĩĨũŨơƠưƯ\u1ea0-\u1ef9]")
PRIVATE = {0xF000 + code: code for code in range(0x20, 0x100)}  # symbol fonts shift their letters
JUDGED_LETTERS = 60_000
VNI_SIGNS = frozenset("".join("".join(signs) for signs in codes.VNI_MARKS.values()))
VPS_FONT = re.compile(r"VPS[ _-]", re.IGNORECASE)
CONVERTED = "Chữ mã {names} theo phông cũ đã được chuyển sang Unicode."
NOT_CONVERTED = "Có chữ mã cũ chưa chuyển được sang Unicode: hãy lưu lại bằng phông Unicode."

Convert = Callable[[str], str]


class Run(NamedTuple):
    """Letters in one font; `capitals` says that they are drawn as capitals."""

    font: str
    text: str
    bold: bool = False
    capitals: bool = False


BREAK = Run("", NEW_PAGE)


class FontRuns:
    """What each font of one document means; made from all runs, as (font, text)."""

    def __init__(self, runs: Iterable[tuple[str, str]]) -> None:
        by_font: dict[str, list[str]] = defaultdict(list)
        for font, text in runs:
            by_font[font].append(text)
        self._ways = {font: _way(font, texts) for font, texts in by_font.items()}

    def unicode(self, font: str, text: str) -> str:
        """The run in Unicode, not yet composed."""
        return self._ways[font][1](text) if font in self._ways else text

    @property
    def reason(self) -> str:
        """The Vietnamese sentence that says what was converted; empty when nothing was."""
        encodings = {encoding for encoding, _ in self._ways.values()}
        names = sorted(name for code, name in codes.ENCODING_NAMES.items() if code in encodings)
        if names:
            return CONVERTED.format(names=", ".join(names))
        return NOT_CONVERTED if TextEncoding.UNKNOWN in encodings else ""


def joined_vni(runs: list[tuple[str, str]]) -> list[str]:
    """The texts of following runs, a mark of VNI put behind the letter that it belongs to.

    A program may end a run between a letter and its mark, which then mean nothing alone.
    """
    texts = [text for _, text in runs]
    for at in range(1, len(texts)):
        mark = texts[at][:1].lower() in VNI_SIGNS and texts[at - 1][-1:].isalpha()
        if mark and {encoding_of_font(runs[n][0]) for n in (at - 1, at)} == {TextEncoding.VNI}:
            texts[at - 1], texts[at] = texts[at - 1] + texts[at][0], texts[at][1:]
    return texts


def convert_elements(paragraphs: Iterable[Sequence[tuple[etree._Element, str]]]) -> str:
    """Puts Unicode in place of old letters in the elements of each paragraph, given their fonts.

    Gives the Vietnamese sentence that says what was converted, empty when nothing was.
    """
    runs: list[tuple[etree._Element, str]] = []
    for paragraph in paragraphs:
        joined = joined_vni([(font, element.text or "") for element, font in paragraph])
        for (element, _), text in zip(paragraph, joined, strict=True):
            element.text = text
        runs += paragraph
    fonts = FontRuns((font, element.text or "") for element, font in runs)
    for element, font in runs:
        element.text = fonts.unicode(font, element.text or "")
    return fonts.reason


@dataclass
class FontPassage:
    """A paragraph as runs with its notes, or a table as rows of cells of passages.

    `number` is what the program that shows it counts before it.
    """

    runs: list[Run] = field(default_factory=list)
    centred: bool = False
    notes: list["FontPassage"] = field(default_factory=list)
    rows: list[list[list["FontPassage"]]] = field(default_factory=list)
    number: str = ""

    @property
    def says_something(self) -> bool:
        """Whether it is a table or holds more than blanks."""
        return bool(self.rows) or any(run.text.strip(" ") for run in self.runs)

    def all_runs(self) -> Iterator[tuple[str, str]]:
        """Font and text of its runs, of its notes and of its cells."""
        cells = (passage for row in self.rows for cell in row for passage in cell)
        for passage in (*self.notes, *cells):
            yield from passage.all_runs()
        yield from ((run.font, run.text) for run in self.runs)

    def join_marks(self) -> None:
        """Puts marks of VNI into the runs of the letters that they belong to."""
        texts = joined_vni([(run.font, run.text) for run in self.runs])
        self.runs = [run._replace(text=text) for run, text in zip(self.runs, texts, strict=True)]

    def paragraphs(self, fonts: FontRuns) -> Iterator[Paragraph]:
        """What it says in Unicode."""
        if self.rows:
            yield from of_table([[finished(cell, fonts) for cell in row] for row in self.rows])
            return
        plain = [fonts.unicode(run.font, run.text) for run in self.runs]
        shown = zip(self.runs, plain, strict=True)
        text = "".join(said.upper() if run.capitals else said for run, said in shown)
        text = f"{self.number} {text}" if self.number else text
        solid = [run.bold for run in self.runs if run.text.strip()]
        notes = tuple(note.text for note in finished(self.notes, fonts) if note.text)
        for paragraph in pieces(text, sum(solid) * 2 > len(solid), self.centred):
            yield replace(paragraph, notes=notes) if notes else paragraph
            notes = ()


def finished(passages: Iterable[FontPassage], fonts: FontRuns) -> list[Paragraph]:
    """What the passages say in Unicode."""
    return [paragraph for passage in passages for paragraph in passage.paragraphs(fonts)]


def _way(font: str, texts: list[str]) -> tuple[TextEncoding | None, Convert]:
    """The encoding that the text of a font is in and its conversion; (None, …) is Unicode."""
    named = encoding_of_font(font)
    if named is None:
        detected = codes.detect_encoding("\n".join(texts)[:JUDGED_LETTERS]).encoding
        if detected in codes.DECODERS:
            return detected, codes.DECODERS[detected]
        return (TextEncoding.UNKNOWN if VPS_FONT.match(font) else None), str
    if _misread(font, texts):
        return named, lambda text: decode_run(_bytes_of_1258(text), font)
    old = "\n".join(text for text in texts if not VIETNAMESE.search(text))[:JUDGED_LETTERS]
    raw, other = marked_share(old), marked_share(decode_run(old.translate(PRIVATE), font))
    enough = (
        raw.ratio >= codes.UNICODE_SHARE if raw.counted >= codes.FEWEST_WORDS else raw.counted > 0
    )
    if enough and raw.ratio > other.ratio:
        return None, str
    changes = any(_converted(text, font) != text for text in texts)
    return (named if changes else None), lambda text: _converted(text, font)


def _converted(text: str, font: str) -> str:
    if not VIETNAMESE.search(text):
        decoded, raw = decode_run(text.translate(PRIVATE), font), marked_share(text)
        # The words of a run in Unicode are syllables until they are converted.
        if not (raw.counted > 0 and raw.ratio == 1.0 > marked_share(decoded).ratio):
            return decoded
    raised = codes.CAPITALS_FONT.search(font) and encoding_of_font(font) is TextEncoding.TCVN3
    return text.upper() if raised else text


def _misread(font: str, texts: list[str]) -> bool:
    """Whether the bytes of the old text were taken for Windows-1258 on their way to us."""
    text = "\n".join(texts)[:JUDGED_LETTERS]
    if not VIETNAMESE.search(text) and not re.search("[\u0300\u0301\u0303\u0309\u0323]", text):
        return False
    raw, other = marked_share(text), marked_share(decode_run(_bytes_of_1258(text), font))
    return raw.counted >= codes.FEWEST_WORDS and other.ratio >= codes.UNICODE_SHARE > raw.ratio


def _bytes_of_1258(text: str) -> str:
    return text.encode("cp1258", "replace").decode("latin-1")

"""The words of a PDF page with their places, asked of the library letter by letter only at need."""

import ctypes
import re
import unicodedata
from collections.abc import Iterator
from itertools import islice
from math import sin

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from intranet.extraction.layout.geometry import LayerWord, Rect, around
from intranet.extraction.layout.text_lines import PlacedWord
from intranet.language.text.legacy_encodings import decode_run

MAX_LETTERS = 200_000  # on one page; a full page of print holds about 4 000
BOLD_WEIGHT = 600
GRID = 100_000
WIDE_LETTER = 0.62  # of the height of its loose box, on the average of a word
JUMP = 0.8  # of the height: the pen moved to another line
SAMPLES = 40
UPRIGHT = 0.9  # sine of the angle in which letters run
SHORT_LINE = 14  # letters, on the average of a page whose text may be turned
JOINT = "\x04"  # stands where the library broke a line within a word
BREAK = re.compile(r"(?<=\w)\r?\n(?=\w)")
WORD = re.compile(r"[^\s\x00-\x01\x03\x05-\x1f]+")
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f]")
BREAKS = str.maketrans({"\x02": "-", "\ufffe": "-", "\r": None, "\0": None, "\x0b": "\n"})


class PageFrame:
    """Turns points of the file into fractions of the page as the reader sees it."""

    def __init__(self, page: pdfium.PdfPage) -> None:
        origin, across, up = (_seen_at(page, x, y) for x, y in ((0, 0), (1000, 0), (0, 1000)))
        self._x = ((across[0] - origin[0]) / 1000, (up[0] - origin[0]) / 1000, origin[0])
        self._y = ((across[1] - origin[1]) / 1000, (up[1] - origin[1]) / 1000, origin[1])

    def box(self, rect: Rect) -> tuple[float, float, float, float]:
        """x0, y0, x1, y1 of the rectangle in fractions from the top left corner."""
        (a, b, c), (d, e, f) = self._x, self._y
        x0, y0 = a * rect.left + b * rect.top + c, d * rect.left + e * rect.top + f
        x1, y1 = a * rect.right + b * rect.bottom + c, d * rect.right + e * rect.bottom + f
        return min(x0, x1), min(y0, y1), max(x0, x1), max(y0, y1)

    def word(self, word: LayerWord) -> PlacedWord:
        """The word with its place in fractions."""
        return PlacedWord(word.text, *self.box(word.box), word.bold)


def _seen_at(page: pdfium.PdfPage, x: float, y: float) -> tuple[float, float]:
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, GRID, GRID, 0, x, y, across, down)
    return across.value / GRID, down.value / GRID


def clean(text: str) -> str:
    """NFC text with plain line ends and without control characters."""
    return CONTROL.sub("", unicodedata.normalize("NFC", text.translate(BREAKS)))


def _characters(layer: pdfium.PdfTextPage) -> str:
    count = min(layer.count_chars(), MAX_LETTERS)
    if count <= 0:
        return ""
    text = str(layer.get_text_range(0, count)).replace("\0", " ")
    if len(text) == count:
        return text
    codes = (raw.FPDFText_GetUnicode(layer, index) for index in range(count))
    return "".join(chr(code) if 0 < code < 0x110000 else " " for code in codes)


class TextLayer:
    """The text layer of an open page."""

    def __init__(self, layer: pdfium.PdfTextPage) -> None:
        self._handle = layer.raw
        self._box = raw.FS_RECTF()
        self._name = ctypes.create_string_buffer(128)
        self._flags = ctypes.c_int()
        self._asks_bold = True
        self.letters = _characters(layer)
        breaks = self.letters.count("\n")
        # Letters may stand upright where lines are very short.
        self.is_turned = breaks > 10 and len(self.letters) < breaks * SHORT_LINE and self._stands()
        if self.is_turned:
            self.letters = BREAK.sub(self._mended, self.letters)
        self.text = clean(self.letters)
        self._is_clean = self.text == self.letters.replace("\r", "")

    def box(self, index: int) -> Rect:
        """The place of one letter with the whole height of its font."""
        if not raw.FPDFText_GetLooseCharBox(self._handle, index, self._box):
            return Rect(0, 0, 0, 0)
        box = self._box
        return Rect(box.left, box.bottom, box.right, box.top)

    def _stands(self) -> bool:
        """Whether most letters run up or down the page."""
        at = [at for at, letter in enumerate(self.letters) if letter.isalpha()]
        chosen = at[:: len(at) // SAMPLES + 1]
        angles = (raw.FPDFText_GetCharAngle(self._handle, index) for index in chosen)
        return 2 * sum(abs(sin(angle)) > UPRIGHT for angle in angles) > len(chosen) > 0

    def _mended(self, line_break: re.Match[str]) -> str:
        """The break as it was, or joints of the same length where the two letters touch."""
        before, after = self.box(line_break.start() - 1), self.box(line_break.end())
        wide = max(before.width, 0.1)
        gap = min(abs(after.bottom - before.top), abs(before.bottom - after.top))
        level = abs(before.left - after.left) < wide * 0.4
        return JOINT * len(line_break[0]) if level and gap < wide * 0.12 else line_break[0]

    def font(self, index: int) -> str:
        """The name of the font of one letter."""
        flags = ctypes.byref(self._flags)
        length = raw.FPDFText_GetFontInfo(self._handle, index, self._name, 128, flags)
        return self._name.value.decode("utf-8", "replace") if length else ""

    def is_bold(self, index: int) -> bool:
        """By the name of the font or its weight."""
        return "bold" in self.font(index).lower() or bool(
            raw.FPDFText_GetFontWeight(self._handle, index) >= BOLD_WEIGHT
        )

    def word_ends(self, most: int = MAX_LETTERS) -> Iterator[tuple[int, int]]:
        """Where the first words of the layer begin and end; a hyphen at a line's end is inside."""
        return (match.span() for match in islice(WORD.finditer(self.letters), most))

    def converted(self) -> str:
        """The letters with each word in Unicode as its font demands."""
        return WORD.sub(lambda word: decode_run(word[0], self.font(word.start())), self.letters)

    def placed_words(self, converted: bool = False, bold: bool = True) -> Iterator[LayerWord]:
        """The words in the order of the file, `converted` to Unicode as their fonts demand.

        Without `bold` nobody asks whether they are.
        """
        self._asks_bold = bold
        line = before = 0
        for start, end in self.word_ends():
            line += self.letters.count("\n", before, start)
            before = end
            for word in self._word(start, end, line):
                text = decode_run(word.text, self.font(start)) if converted else word.text
                yield word._replace(text=text)

    def _word(self, start: int, end: int, line: int) -> Iterator[LayerWord]:
        first, last = self.box(start), self.box(end - 1)
        if self._is_plain(first, last, end - start):
            bottom, top = min(first.bottom, last.bottom), max(first.top, last.top)
            box = Rect(first.left, bottom, last.right, top)
            yield self._layer_word(start, end, line, box)
        else:
            yield from self._parts(start, end, line)

    def _is_plain(self, first: Rect, last: Rect, letters: int) -> bool:
        """Whether these ends belong to letters that stand one after the other on a line."""
        tall = max(first.height, 0.1)
        return (
            abs(first.bottom - last.bottom) <= tall * 0.3
            and abs(first.top - last.top) <= tall * 0.3
            and first.width > 0
            and last.width > 0
            and first.left <= last.left
            and last.right - first.left < (letters + 1) * WIDE_LETTER * tall
        )

    def _parts(self, start: int, end: int, line: int) -> Iterator[LayerWord]:
        """A word whose letters must be looked at one by one: the pen may have jumped in it."""
        begun, boxes = start, [self.box(start)]
        for index in range(start + 1, end):
            box = self.box(index)
            if _jumps(boxes[-1], box):
                yield self._layer_word(begun, index, line, _around_solid(boxes))
                begun, boxes = index, []
            boxes.append(box)
        yield self._layer_word(begun, end, line, _around_solid(boxes))

    def _layer_word(self, start: int, end: int, line: int, box: Rect) -> LayerWord:
        text = self.letters[start:end]
        bold = self._asks_bold and self.is_bold(start)
        return LayerWord(text if self._is_clean else clean(text), box, bold, line)


def _around_solid(boxes: list[Rect]) -> Rect:
    return around([box for box in boxes if box.right > box.left] or boxes)


def _jumps(last: Rect, box: Rect) -> bool:
    """Whether the pen moved to another line or far along this one; turned text is not cut."""
    tall = max(last.height, 0.1)
    return abs(box.bottom - last.bottom) > tall * JUMP or not (-tall < box.left - last.right < tall)

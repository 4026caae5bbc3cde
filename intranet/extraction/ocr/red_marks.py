"""Marks stamped in red ink, such as those of secrecy and urgency, read apart from the print."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from intranet.extraction.ocr import tesseract
from intranet.extraction.ocr.page_image import StampImage, stamps_alone
from intranet.extraction.ocr.page_source import PageImage
from intranet.extraction.ocr.tesseract import TesseractWord
from intranet.extraction.values import RecognisedWord
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.language.text.normalization import fold

MOST_WORDS = 8  # in a mark
READABLE = 0.25  # of confidence: what is less sure is the rim of a seal
URGENCY = re.compile(r"\W*(?:hoa toc|(?:thuong )?khan|hen gio)\b")


def marks_in_red(image: PageImage, deadline: float) -> tuple[RecognisedWord, ...]:
    """Words of lines in red ink that say how secret or urgent the document is; seals are no marks.

    Raises RecognitionFailed and RecognitionTooSlow.
    """
    words: list[RecognisedWord] = []
    for stamp in stamps_alone(image.picture):
        stamp_words = tesseract.read(
            stamp.picture, dpi=image.dpi, deadline=deadline, mode=tesseract.SCATTERED
        )
        for _, line in groupby(stamp_words, key=lambda word: word.line):
            mark = [word for word in line if word.confidence >= READABLE]
            if _is_mark(mark):
                number = words[-1].line + 1 if words else 0
                words.extend(_placed(mark, stamp, image.picture.size, number))
    return tuple(words)


def with_marks(
    words: Sequence[RecognisedWord], marks: Iterable[RecognisedWord]
) -> tuple[RecognisedWord, ...]:
    """The words with each line of marks before the first line that stands lower."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    for _, group in groupby(marks, key=lambda word: word.line):
        mark = list(group)
        lower = (at for at, line in enumerate(lines) if line[0].y0 > mark[0].y0)
        lines.insert(next(lower, len(lines)), mark)
    return tuple(replace(word, line=at) for at, line in enumerate(lines) for word in line)


def _placed(
    mark: Iterable[TesseractWord], stamp: StampImage, size: tuple[int, int], number: int
) -> Iterator[RecognisedWord]:
    for word in mark:
        x0, x1 = ((x + stamp.left) / size[0] for x in (word.left, word.right))
        y0, y1 = ((y + stamp.top) / size[1] for y in (word.top, word.bottom))
        yield RecognisedWord(word.text, x0, y0, x1, y1, round(word.confidence, 3), number)


def _is_mark(line: Sequence[TesseractWord]) -> bool:
    if not 0 < len(line) <= MOST_WORDS:
        return False
    text = " ".join(word.text for word in line)
    if URGENCY.match(fold(text)):
        return True
    return examine(text, recognised=True).verdict is not Secrecy.CLEAR

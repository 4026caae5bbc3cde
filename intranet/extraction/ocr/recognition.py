"""The letters of one page picture: prepared, read by Tesseract, placed on the page.

Marks stamped in red ink, such as those of secrecy and urgency, are read apart from the print.
"""

import re
import time
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path

from intranet.extraction.ocr import tesseract
from intranet.extraction.ocr.page_image import PreparedImage, StampImage, prepare, stamps_alone
from intranet.extraction.ocr.page_source import PageImage, page_image
from intranet.extraction.ocr.tesseract import TesseractWord
from intranet.extraction.values import Page, RecognisedWord
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.language.text.normalization import fold
from intranet.language.text.syllables import vietnamese_share

NO_LETTERS = (
    "Không thấy chữ nào trên hình trang này. Nếu trang có chữ, hãy cho đọc lại hoặc gõ tay."
)
UPRIGHT_ENOUGH = 0.6  # of quality: a page that reads so well stands upright
SURE_OF_TURN = 1.0
DIRT = set("`´'‘’|_~^°¦\\{}[]‹›«»<>¬=*•·.,:;”“\"")
DOUBTFUL = 0.5
CLOSING = set("”’»)].,;:!?")
MOST_WORDS = 8  # in a mark
READABLE = 0.25  # of confidence: what is less sure is the rim of a seal
URGENCY = re.compile(r"\W*(?:hoa toc|(?:thuong )?khan|hen gio)\b")


def recognise(path: Path, number: int, *, turn: int | None = None, seconds: float = 60) -> Page:
    """Page `number` (from 1) of a PDF or picture file with the text and words of its picture.

    `turn` (degrees clockwise) says how the page must be turned to stand upright; without it this
    is found out when the page reads badly as it lies. Places of words are those on the page as it
    lies in the file. A page without letters has no text and says so in `reason`.

    Raises BrokenFile, EncryptedFile or TooLarge when there is no picture to read,
    RecognitionFailed when Tesseract fails, RecognitionTooSlow when all takes over `seconds`.
    """
    deadline = time.monotonic() + seconds
    image = page_image(path, number)
    read_words = _read(image, image.turn if turn is None else turn, deadline)
    if turn is None and _quality(read_words) < UPRIGHT_ENOUGH:
        read_words = _turned(image, read_words, deadline)
    words = _with_marks(read_words, _marks_in_red(image, deadline))
    return Page(
        number, text_of(words), "ocr", _mean(words), image.width, image.height,
        score=0.0, reason="" if words else NO_LETTERS, words=words,
    )  # fmt: skip


def text_of(words: Iterable[RecognisedWord]) -> str:
    """The words in their order, each line of the page on a line."""
    lines = groupby(words, key=lambda word: word.line)
    return "\n".join(" ".join(word.text for word in line) for _, line in lines)


def _read(image: PageImage, turn: int, deadline: float) -> list[RecognisedWord]:
    prepared = prepare(image.picture, turn)
    read_words = tesseract.read(prepared.picture, dpi=image.dpi, deadline=deadline)
    return list(_placed(read_words, prepared))


def _quality(words: Sequence[RecognisedWord]) -> float:
    """How good a reading looks, 0 to 1."""
    share = vietnamese_share(text_of(words))
    return share.ratio * _mean(words) if share.counted else 0.0


def _turned(image: PageImage, lying: list[RecognisedWord], deadline: float) -> list[RecognisedWord]:
    """The better of this reading and that of the page turned as its letters seem to stand."""
    grey = prepare(image.picture).picture
    turn, sure = tesseract.turn_of(grey, dpi=image.dpi, deadline=deadline)
    if turn == image.turn or sure < SURE_OF_TURN:
        return lying
    return max(lying, _read(image, turn, deadline), key=_quality)


def _placed(seen: Sequence[TesseractWord], prepared: PreparedImage) -> Iterator[RecognisedWord]:
    """The words on the page, dirt left out, lines counted from 0."""
    clean = (word for word in seen if not _is_dirt(word))
    for number, (_, line) in enumerate(groupby(clean, key=lambda word: word.line)):
        yield from (_on_page(word, prepared, number) for word in _with_closings(line))


def _on_page(word: TesseractWord, seen: PreparedImage | StampImage, line: int) -> RecognisedWord:
    a, b = seen.at(word.left, word.top), seen.at(word.right, word.bottom)
    (x0, x1), (y0, y1) = sorted((a[0], b[0])), sorted((a[1], b[1]))
    return RecognisedWord(word.text, x0, y0, x1, y1, round(word.confidence, 3), line)


def _is_dirt(seen: TesseractWord) -> bool:
    """Specks, rules and edges of stamps that were taken for signs."""
    signs = set(seen.text)
    return (signs <= DIRT and seen.confidence < DOUBTFUL) or signs <= set("|_`~¬")


def _with_closings(line: Iterable[TesseractWord]) -> list[TesseractWord]:
    """Closing quotes and stops that stand apart are joined to the word that they close."""
    joined: list[TesseractWord] = []
    for word in line:
        if joined and set(word.text) <= CLOSING:
            last = joined.pop()
            right = max(last.right, word.right)
            word = replace(last, text=last.text + word.text, right=right)
        joined.append(word)
    return joined


def _mean(words: Sequence[RecognisedWord]) -> float:
    return round(sum(word.confidence for word in words) / len(words), 3) if words else 0.0


def _marks_in_red(image: PageImage, deadline: float) -> Iterator[list[RecognisedWord]]:
    """Lines in red ink that say how secret or urgent the document is; seals are no marks.

    Raises RecognitionFailed and RecognitionTooSlow.
    """
    for stamp in stamps_alone(image.picture):
        words = tesseract.read(
            stamp.picture, dpi=image.dpi, deadline=deadline, mode=tesseract.SCATTERED
        )
        for _, line in groupby(words, key=lambda word: word.line):
            mark = [word for word in line if word.confidence >= READABLE]
            if _is_mark(mark):
                yield [_on_page(word, stamp, 0) for word in mark]


def _with_marks(
    words: Sequence[RecognisedWord], marks: Iterable[list[RecognisedWord]]
) -> tuple[RecognisedWord, ...]:
    """The words with each mark before the first line that stands lower."""
    lines = [list(line) for _, line in groupby(words, key=lambda word: word.line)]
    for mark in marks:
        lower = (at for at, line in enumerate(lines) if line[0].y0 > mark[0].y0)
        lines.insert(next(lower, len(lines)), mark)
    return tuple(replace(word, line=at) for at, line in enumerate(lines) for word in line)


def _is_mark(line: Sequence[TesseractWord]) -> bool:
    if not 0 < len(line) <= MOST_WORDS:
        return False
    text = " ".join(word.text for word in line)
    is_urgent = URGENCY.match(fold(text)) is not None
    return is_urgent or examine(text, recognised=True).verdict is not Secrecy.CLEAR

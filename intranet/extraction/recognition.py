"""The letters of one page picture: rendered, prepared, read by Tesseract, placed on the page."""

import time
from collections.abc import Iterable, Sequence
from contextlib import contextmanager
from itertools import groupby
from pathlib import Path

import pypdfium2 as pdfium
from PIL import Image

from intranet.extraction import pdf, tesseract
from intranet.extraction.errors import BrokenFile
from intranet.extraction.images import opened_picture
from intranet.extraction.page_picture import Prepared, prepare
from intranet.extraction.sniffing import sniff
from intranet.extraction.tesseract import Seen
from intranet.extraction.values import Page, Word

MOST_PIXELS = 16_000_000  # of a page while it is read
READING_DPI = 200


def available() -> bool:
    """Whether pages can be recognised here: Tesseract is installed and knows Vietnamese."""
    return tesseract.installed()


def recognise(
    path: Path, number: int, *, dpi: int = 300, turn: int | None = None, seconds: float = 60
) -> Page:
    deadline = time.monotonic() + seconds
    picture, (width, height) = picture_of(path, number, dpi)
    prepared = prepare(picture, turn or 0)
    seen = tesseract.read(
        prepared.picture, dpi=_dpi(picture, width), seconds=deadline - time.monotonic()
    )
    words = _placed(seen, prepared)
    return Page(
        number, text_of(words), "ocr", _mean(words), width, height, words=words,
    )  # fmt: skip


def picture_of(path: Path, number: int, dpi: int) -> tuple[Image.Image, tuple[float, float]]:
    if sniff(path).kind == "image":
        return _frame(path, number, dpi)
    with pdf.opened(path) as document:
        return _rendered(document, number, dpi)


def _rendered(
    document: pdfium.PdfDocument, number: int, dpi: int
) -> tuple[Image.Image, tuple[float, float]]:
    if not 1 <= number <= len(document):
        raise BrokenFile(f"Tệp không có trang {number}.")
    with pdf.opened_page(document, number) as page:
        width, height = page.get_size()
        scale = min(min(dpi, READING_DPI) / 72, (MOST_PIXELS / max(width * height, 1)) ** 0.5)
        return page.render(scale=scale).to_pil(), (width, height)


def _frame(path: Path, number: int, dpi: int) -> tuple[Image.Image, tuple[float, float]]:
    with opened_picture(path) as picture:
        if not 1 <= number <= getattr(picture, "n_frames", 1):
            raise BrokenFile(f"Tệp không có trang {number}.")
        picture.seek(number - 1)
        width = 595.0
        height = width * picture.height / picture.width
        picture.load()
        frame = picture.copy()
        wide = round(width / 72 * READING_DPI)
        if frame.width > wide * 1.25:
            frame = frame.convert("RGB" if frame.mode != "L" else "L").resize(
                (wide, round(wide * height / width)), Image.Resampling.BOX
            )
        return frame, (width, height)


def _dpi(picture: Image.Image, width: float) -> int:
    return max(70, round(picture.width / max(width, 1) * 72))


def _placed(seen: Sequence[Seen], prepared: Prepared) -> tuple[Word, ...]:
    words = []
    for line, (_, group) in enumerate(groupby(seen, key=lambda it: it.line)):
        for it in group:
            a = prepared.at(it.left, it.top)
            b = prepared.at(it.right, it.bottom)
            words.append(
                Word(
                    it.text,
                    min(a[0], b[0]),
                    min(a[1], b[1]),
                    max(a[0], b[0]),
                    max(a[1], b[1]),
                    round(it.confidence, 3),
                    line,
                )
            )
    return tuple(words)


def text_of(words: Iterable[Word]) -> str:
    lines = groupby(words, key=lambda word: word.line)
    return "\n".join(" ".join(word.text for word in group) for _, group in lines)


def _mean(words: Sequence[Word]) -> float:
    return sum(word.confidence for word in words) / len(words) if words else 0.0

"""Picture files: each frame is a page that waits for recognition."""

import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from intranet.extraction.errors import BrokenFile, TooLarge
from intranet.extraction.formats.format_reading import FormatReading, ReadingOptions
from intranet.extraction.layout.text_lines import lines_of_words
from intranet.extraction.values import Page

MOST_PIXELS = 150_000_000  # an A2 sheet at 600 dpi; more is no picture of a document
FEWEST_DPI, MOST_DPI = 50, 1200
WIDTH_OF_A4 = 595.0  # points, for a picture that does not say its size
MOVING = ("GIF", "WEBP", "PNG")  # their later frames are an animation, not pages
WAITS = "Trang là ảnh: cần nhận dạng chữ."
NO_PAGE = "Tệp không có trang {number}."
TOO_FINE = "Ảnh quá lớn. Hãy quét lại ở 300 dpi rồi gửi lại."
PICTURES = "Tệp là ảnh ({count} trang): cần nhận dạng chữ trước khi tìm kiếm được."


def read_image(path: Path, options: ReadingOptions) -> FormatReading:
    """A page for each frame: recognised before, or pending. Raises BrokenFile or TooLarge."""
    waiting = image_pages(path, options.max_pages)
    pages = tuple(options.recognised.get(page.number, page) for page in waiting)
    lines = (line for page in pages if page.words for line in lines_of_words(page))
    return FormatReading(pages, tuple(lines), (PICTURES.format(count=len(pages)),))


def image_pages(path: Path, max_pages: int) -> tuple[Page, ...]:
    """A pending page for each frame, with its size in points; the pixels are not unpacked.

    Raises BrokenFile, or TooLarge for pictures of too many pixels or frames.
    """
    with opened_picture(path) as picture:
        count = _frames(picture)
        if count > max_pages:
            raise TooLarge(f"Tệp ảnh có hơn {max_pages} trang. Hãy tách nhỏ rồi gửi lại.")
        return tuple(_page(picture, number) for number in range(1, count + 1))


@contextmanager
def opened_frame(path: Path, number: int) -> Iterator[tuple[Image.Image, Page]]:
    """Frame `number` (from 1) of a picture file and the page that it is, pending.

    Raises BrokenFile when there is no such frame, TooLarge.
    """
    with opened_picture(path) as picture:
        if not 1 <= number <= _frames(picture):
            raise BrokenFile(NO_PAGE.format(number=number))
        yield picture, _page(picture, number)


@contextmanager
def opened_picture(path: Path) -> Iterator[Image.Image]:
    """A picture of any kind that is taken, HEIC too. Raises BrokenFile or TooLarge."""
    from pillow_heif import register_heif_opener

    register_heif_opener()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            with Image.open(path) as picture:
                yield picture
    except Image.DecompressionBombError as error:
        raise TooLarge(TOO_FINE) from error
    except (UnidentifiedImageError, OSError, EOFError, ValueError, SyntaxError) as error:
        raise BrokenFile from error


def _frames(picture: Image.Image) -> int:
    return 1 if picture.format in MOVING else getattr(picture, "n_frames", 1)


def _page(picture: Image.Image, number: int) -> Page:
    picture.seek(number - 1)
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise TooLarge(TOO_FINE)
    dpi = float(picture.info.get("dpi", (0, 0))[0])
    scale = 72 / dpi if FEWEST_DPI < dpi <= MOST_DPI else WIDTH_OF_A4 / max(width, 1)
    size = round(width * scale, 1), round(height * scale, 1)
    return Page(number, "", "ocr", 0.0, *size, score=0.0, reason=WAITS, pending=True)

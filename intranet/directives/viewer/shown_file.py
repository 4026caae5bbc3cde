"""How the pages of an original are shown: as a PDF, as pictures, or as text alone."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer import printable_forms
from intranet.directives.viewer.page_pictures import FIRST_WIDTH

A4 = 595, 842  # points
CONVERTED = "converted"
PHOTOGRAPH = 1600
"""Pixels of the picture of an original that is a picture itself."""


@dataclass(frozen=True)
class Sheet:
    """The picture of a page and its size: only what it is in proportion matters."""

    url: str
    width: int
    height: int


@dataclass(frozen=True)
class ShownFile:
    """Where the reader gets the pages: `pdf` and, until it is open, the `sheets`; or `pictures`.

    `is_coming` says that there will be a PDF soon. Without any of them the text alone is shown.
    `has_old_letters` says that the text is in a code from before Unicode: the portal converts it,
    the print shows it by fonts that the server need not have.
    """

    pdf: str = ""
    sheets: tuple[Sheet, ...] = ()
    pictures: tuple[str, ...] = ()
    is_coming: bool = False
    has_old_letters: bool = False


def shown_file(
    file: StoredFile, pages: Sequence[FilePage], total: int, *, original: str, printed: str,
    picture: Callable[[int, int], str],
) -> ShownFile:  # fmt: skip
    """How a file with so many pages is shown; `picture` is the address of a page in a width."""
    numbers = range(1, total + 1)
    if file.kind == "image":
        return ShownFile(pictures=tuple(picture(number, PHOTOGRAPH) for number in numbers))
    is_printed = printable_forms.has_preview(file)
    if file.kind != "pdf" and not is_printed:
        return ShownFile(is_coming=printable_forms.is_being_made(file))
    sizes = {
        page.number: (round(page.width), round(page.height))
        for page in pages
        if page.width and page.height
    }
    sheets = tuple(
        Sheet(picture(number, FIRST_WIDTH), *sizes.get(number, A4)) for number in numbers
    )
    return ShownFile(
        pdf=printed if is_printed else original,
        sheets=sheets,
        has_old_letters=is_printed and any(page.method == CONVERTED for page in pages),
    )

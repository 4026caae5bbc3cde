"""Handing out files that only some may see: headers, names, the reader's partial requests."""

import re
import unicodedata
from collections.abc import Callable

from flask import Response, send_file

from intranet.core.errors import NotFound
from intranet.core.storage import storage
from intranet.directives.models import StoredFile
from intranet.directives.viewer import printable_forms
from intranet.directives.viewer.page_pictures import drawn
from intranet.extraction.formats.registry import ending_for

SHOWN_INLINE = {"application/pdf", "image/png", "image/jpeg"}
WIDTHS = (160, 1000, 1600)
NOT_IN_NAMES = re.compile(r'[\\/:*?"<>|\x00-\x1f\x7f]+')


def send_original(
    file: StoredFile, name: str, media_type: str, *, inline: bool, note: Callable[[], None]
) -> Response:
    """The original bit for bit, to keep or (inline) for the reader; `note` when it was taken."""
    answer = send_file(
        storage().path(file.sha256),
        mimetype=file.media_type if inline else media_type,
        as_attachment=not inline,
        download_name=name,
        etag=file.sha256,
        conditional=True,
        max_age=0,
    )
    # The reader fetches the rest of a long file piece by piece: the first answer tells of all.
    if answer.status_code == 200 or (answer.status_code == 206 and not inline):
        note()
    return for_this_person(answer)


def send_printed(file: StoredFile, note: Callable[[], None]) -> Response:
    """The printable form of an Office original for the reader; `note` when it was shown.

    Raises NotFound where there is none.
    """
    if not printable_forms.has_preview(file):
        raise NotFound
    place = printable_forms.place_of(file.sha256)
    answer = send_file(place, mimetype="application/pdf", conditional=True, max_age=0)
    if answer.status_code == 200:
        note()
    return for_this_person(answer)


def send_picture(file: StoredFile, number: int, width: int) -> Response:
    """The picture of a page, in one of the widths in which they are drawn; raises NotFound."""
    if width not in WIDTHS:
        raise NotFound
    return for_this_person(send_file(drawn(file, number, width), mimetype="image/png", max_age=0))


def for_this_person(answer: Response) -> Response:
    """The answer, kept by no one between us and the browser, and never taken for another type."""
    answer.headers["Cache-Control"] = "private, no-cache"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    return answer


def ending_of(file: StoredFile) -> str:
    """How the name of an original ends that is handed out: by what the file is."""
    return ending_for(file.kind, file.media_type, file.name)


def file_name(words: str) -> str:
    """Words as part of the name of a file on any system; "" when nothing is left of them."""
    name = NOT_IN_NAMES.sub("-", unicodedata.normalize("NFC", words))
    return " ".join(name.split()).strip(". ")

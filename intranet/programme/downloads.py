"""Files that leave the portal, and the pages of a list."""

from collections.abc import Callable

from werkzeug.wrappers import Response

from intranet.directives.register.filter_address import Pager

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PDF = "application/pdf"


def download(content: bytes, media_type: str, name: str) -> Response:
    """A file to keep."""
    answer = Response(content, content_type=media_type)
    answer.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


def pager(number: int, each: int, total: int, url: Callable[[int], str]) -> Pager:
    """The pages of a list of `total`, `each` on one."""
    first = (number - 1) * each
    return Pager(number, -(-total // each), total, first + 1, min(first + each, total), url)

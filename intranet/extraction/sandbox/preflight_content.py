"""The child's part of the preflight: the text of a file, looked through for marks of secrecy."""

import json
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path

from intranet.extraction.errors import UNREADABLE, ExtractionError, SecretMark
from intranet.extraction.formats.format_reading import ReadingOptions
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.words_beside import words_beside_pages
from intranet.extraction.ocr.mark_sheet import sheet_of_package, sheet_of_pages
from intranet.extraction.sandbox.child_process import MAX_PAGES
from intranet.extraction.sandbox.secrecy_gate import verdict_of
from intranet.language.secrecy.examination import Secrecy


def examine_content(path: str, kind: str, is_looked_at: bool) -> Iterator[bytes]:
    """A line of JSON: reason and rule when the file is refused, or that a `sheet` follows.

    Then the sheet of what may be a mark, when the file `is_looked_at` and has more than letters.
    """
    refusal: dict[str, str] = {}
    draw = None
    with ExitStack() as held:
        try:
            pages, beside, draw = _shown(Path(path), kind, held)
            if verdict_of(pages, beside) is Secrecy.BLOCK:
                raise SecretMark
        except ExtractionError as error:
            refusal = {"reason": str(error), "rule": error.rule}
        except Exception:
            # A foreign file may break any library in any way; whoever sent it must get an answer.
            refusal = {"reason": UNREADABLE, "rule": "unreadable"}
        follows = {"look": "sheet"} if draw and is_looked_at and not refusal else {}
        yield json.dumps(refusal or follows, ensure_ascii=False).encode() + b"\n"
        if draw and follows:
            yield draw()


def _shown(
    path: Path, kind: str, held: ExitStack
) -> tuple[list[str], tuple[str, ...], Callable[[], bytes] | None]:
    """The text of each page, what stands beside it, and what draws the sheet of possible marks.

    The last is None when there is nothing but letters. Of a PDF only its layer, which is quick.
    """
    if kind == "pdf":
        document = held.enter_context(page_contents.opened(path))
        layers = page_contents.read_pages(document, MAX_PAGES)
        beside = words_beside_pages(document, layers)
        is_drawn = any(page.drawn for page in layers)
        draw = partial(sheet_of_pages, document, layers) if is_drawn else None
        return [page.text for page in layers], beside, draw
    # A dozen formats, which a PDF does not need.
    from intranet.extraction.formats.reader import read_file

    reading = read_file(path, kind, ReadingOptions(MAX_PAGES))
    draw = partial(sheet_of_package, path) if reading.pictured else None
    return [page.text for page in reading.pages], reading.beside, draw

"""The child's part of the preflight: the text of a file, looked through for marks of secrecy."""

from pathlib import Path

from intranet.extraction.errors import ExtractionError, SecretMark
from intranet.extraction.formats.format_reading import ReadingOptions
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.reader import read_file
from intranet.extraction.formats.words_beside import words_beside_pages
from intranet.extraction.sandbox.child_process import MAX_PAGES
from intranet.extraction.sandbox.refused_extraction import FAILED
from intranet.extraction.sandbox.secrecy_gate import verdict_of
from intranet.language.secrecy.examination import Secrecy


def examine_content(path: str, kind: str) -> dict[str, str]:
    """Reason and rule when the file is refused for its content, or which `look` is to follow.

    Empty when it may be taken.
    """
    try:
        pages, beside, drawn = _shown(Path(path), kind)
        if verdict_of(pages, beside) is Secrecy.BLOCK:
            raise SecretMark
    except ExtractionError as error:
        return {"reason": str(error), "rule": error.rule}
    except Exception:
        # A foreign file may break any library in any way; whoever sent it must get an answer.
        return {"reason": FAILED, "rule": "unreadable"}
    return {"look": "pictures"} if drawn else {}


def _shown(path: Path, kind: str) -> tuple[list[str], tuple[str, ...], bool]:
    """The text of each page, what stands beside it, and whether anything is drawn there.

    Of a PDF only its layer, which is quick.
    """
    if kind == "pdf":
        with page_contents.opened(path) as document:
            layers = page_contents.read_pages(document, MAX_PAGES)
            beside = words_beside_pages(document, layers)
            return [page.text for page in layers], beside, any(page.drawn for page in layers)
    reading = read_file(path, kind, ReadingOptions(MAX_PAGES))
    return [page.text for page in reading.pages], reading.beside, reading.pictured

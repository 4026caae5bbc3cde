"""The child's part of the preflight: the text of a file, looked through for marks of secrecy."""

import re
from pathlib import Path

from intranet.extraction.errors import ExtractionError, SecretMark
from intranet.extraction.formats.format_reading import ReadingOptions
from intranet.extraction.formats.pdf import page_contents
from intranet.extraction.formats.reader import read_file
from intranet.extraction.formats.xml_package import W, opened
from intranet.extraction.sandbox.child_process import MAX_PAGES
from intranet.extraction.sandbox.refusal import FAILED
from intranet.language.secrecy.examination import Secrecy, examine_pages

HEADERS, MOST_HEADS = re.compile(r"word/header\d*\.xml"), 20


def examine_content(path: str, kind: str) -> dict[str, str]:
    """Reason and rule when the file is refused for its content; empty when it may be taken."""
    try:
        if examine_pages(_texts(Path(path), kind)).verdict is Secrecy.BLOCK:
            raise SecretMark
    except ExtractionError as error:
        return {"reason": str(error), "rule": error.rule}
    except Exception:
        # A foreign file may break any library in any way; whoever sent it must get an answer.
        return {"reason": FAILED, "rule": "unreadable"}
    return {}


def _texts(path: Path, kind: str) -> list[str]:
    """The text of each page: of a PDF only its layer as it lies there, which is quick."""
    if kind == "pdf":
        with page_contents.opened(path) as document:
            return [page.text for page in page_contents.read_pages(document, MAX_PAGES)]
    pages = [page.text for page in read_file(path, kind, ReadingOptions(MAX_PAGES)).pages]
    return [*_running_heads(path), *pages] if kind == "docx" else pages


def _running_heads(path: Path) -> list[str]:
    """What Word prints above each page: marks are stamped there, but it is no text of a page."""
    with opened(path) as package:
        heads = [name for name in package.names if HEADERS.fullmatch(name)]
        roots = [package.root_or_none(name) for name in heads[:MOST_HEADS]]
    paragraphs = (part for root in roots if root is not None for part in root.iter(f"{W}p"))
    return ["".join(part.itertext(f"{W}t")) for part in paragraphs]

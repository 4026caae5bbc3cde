"""A quick look at an arriving file before anything of it is kept."""

import json
import re
import subprocess
import sys
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from intranet.extraction.errors import ExtractionError, SecretMark, UnknownKind
from intranet.extraction.formats.registry import KINDS
from intranet.extraction.formats.sniffing import MEDIA, FileKind, sniff
from intranet.language.secrecy.examination import Secrecy, examine_file_name, examine_pages

ROOT = Path(__file__).resolve().parents[3]
MEMORY_MB = 1500
MAX_PAGES = 2000
ZIPPED = "Tệp nén. Hãy giải nén và gửi từng văn bản."
FAILED = "Không đọc được tệp: cấu trúc bất thường. Hãy mở, lưu lại rồi gửi lại."
TOO_SLOW = "Không mở được tệp trong {seconds} giây. Hãy lưu lại từ phần mềm gốc rồi gửi lại."
ZIPPED = "Tệp nén. Hãy giải nén và gửi từng văn bản."
HEADERS, MOST_HEADS = re.compile(r"word/header\d*\.xml"), 20


@dataclass(frozen=True)
class Preflight:
    """What a file is and, when it is not taken, the Vietnamese reason.

    `rule` names what refused it ("secret_mark", "empty_file" …) and says nothing of the content;
    it is empty for a file that may be taken.
    """

    kind: str
    media_type: str
    reason: str | None = None
    rule: str = ""


def preflight(path: Path | str, *, name: str, seconds: float) -> Preflight:
    """Whether the file may be taken in: its kind, its name, and the text of its pages.

    Every kind that holds text is opened, in a child process with limits; nothing is written and
    nothing raised. `seconds` is the longest it may take (a hundred pages take about half a
    second). Secrecy: Law 117/2025/QH15, art. 5.
    """
    path = Path(path)
    try:
        found = sniff(path)
        _check_name(name)
        _check_kind(found)
    except ExtractionError as error:
        return _refused(error)
    return _looked_inside(path, found, seconds)


def _check_name(name: str) -> None:
    if examine_file_name(name).verdict is Secrecy.BLOCK:
        raise SecretMark


def _check_kind(found: FileKind) -> None:
    if found.kind != "pdf" and found.kind not in KINDS:
        raise UnknownKind(ZIPPED if found.kind == "zip" else None)


def _refused(error: ExtractionError, found: FileKind | None = None) -> Preflight:
    found = found or FileKind("unknown", MEDIA["unknown"])
    return Preflight(found.kind, found.media_type, str(error), error.rule)


def _looked_inside(path: Path, found: FileKind, seconds: float) -> Preflight:
    order = json.dumps({**asdict(found), "path": str(path.absolute()), "seconds": seconds})
    try:
        answer: dict[str, Any] = json.loads(_ask_child(order, seconds))
    except subprocess.TimeoutExpired:
        return Preflight(
            found.kind, found.media_type, TOO_SLOW.format(seconds=round(seconds)), "too_slow"
        )
    except ValueError:
        return Preflight(found.kind, found.media_type, FAILED, "unreadable")
    return Preflight(**answer)


def _ask_child(order: str, seconds: float) -> str:
    surroundings = {"PYTHONPATH": str(ROOT), "PYTHONUTF8": "1", "PYTHONDONTWRITEBYTECODE": "1"}
    return subprocess.run(
        [sys.executable, "-m", "intranet.extraction.sandbox.preflight"],
        input=order,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        cwd=ROOT,
        env=surroundings,
        encoding="utf-8",
        timeout=seconds,
        check=False,
    ).stdout


def look_inside(path: Path, found: FileKind) -> Preflight:
    """The same for a file that can be opened, worked out in this process."""
    try:
        if examine_pages(_texts(path, found.kind)).verdict is Secrecy.BLOCK:
            raise SecretMark
    except ExtractionError as error:
        return _refused(error, found)
    except Exception:
        # A foreign file may break any library in any way; whoever sent it must get an answer.
        return Preflight(found.kind, found.media_type, FAILED, "unreadable")
    return Preflight(found.kind, found.media_type)


def _texts(path: Path, kind: str) -> list[str]:
    if kind == "pdf":
        from intranet.extraction.formats.pdf import page_contents

        with page_contents.opened(path) as document:
            return [sheet.text for sheet in page_contents.read_pages(document, MAX_PAGES)]
    from intranet.extraction.formats import registry

    pages = [page.text for page in registry.read(path, kind, MAX_PAGES).pages]
    return [*_running_heads(path), *pages] if kind == "docx" else pages


def _running_heads(path: Path) -> list[str]:
    """What Word prints above each page: stamps are typed there, but it is no text of the paper."""
    from intranet.extraction.formats.xml_package import W, opened

    with opened(path) as package:
        heads = [name for name in package.names if HEADERS.fullmatch(name)]
        roots = [package.root_or_none(name) for name in heads[:MOST_HEADS]]
    paragraphs = (part for root in roots if root is not None for part in root.iter(f"{W}p"))
    return ["".join(part.itertext(f"{W}t")) for part in paragraphs]


def main() -> None:
    """Look at the one file of the order on standard input and write the glance."""
    from intranet.extraction.sandbox.child import limit

    order: dict[str, Any] = json.load(sys.stdin)
    limit(MEMORY_MB, order["seconds"])
    seen = look_inside(Path(order["path"]), FileKind(order["kind"], order["media_type"]))
    json.dump(asdict(seen), sys.stdout, ensure_ascii=False)


if __name__ == "__main__":
    main()

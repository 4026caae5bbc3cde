"""The process that touches one foreign file: takes an order on its input, answers on its output."""

import json
import resource
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from intranet.extraction.serialization import page_from, to_parts

MEGABYTE = 2**20


def main() -> None:
    """Do what the order asks with its one file and write the result."""
    order: dict[str, Any] = json.load(sys.stdin)
    limit(order.pop("memory_mb"), order.pop("seconds"))
    sys.stdout.buffer.write(WORK[order.pop("task")](order))


def extraction(order: dict[str, Any]) -> bytes:
    """The extraction of the file as JSON."""
    from intranet.extraction.sandbox.file_reading import extract

    for name in ("converted", "roots"):
        order[name] = Path(order[name]) if order[name] else None
    recognised = order.pop("recognised").items()
    order["recognised"] = {int(number): page_from(page) for number, page in recognised}
    order["forced"] = {int(number): way for number, way in order.pop("forced").items()}
    return json.dumps(to_parts(extract(**order)), ensure_ascii=False).encode()


def recognition(order: dict[str, Any]) -> bytes:
    """The recognised page as JSON; empty when its picture cannot be read."""
    from intranet.extraction.errors import ExtractionError
    from intranet.extraction.ocr.recognition import recognise

    try:
        page = recognise(Path(order.pop("path")), **order)
    except ExtractionError:
        return b""
    return json.dumps(asdict(page), ensure_ascii=False).encode()


def picture(order: dict[str, Any]) -> bytes:
    """The page as PNG; empty when the kind has no pictures or the page cannot be drawn."""
    from intranet.extraction.errors import ExtractionError
    from intranet.extraction.formats.page_rendering import render_page

    try:
        return render_page(**order) or b""
    except ExtractionError:
        return b""


WORK = {"extraction": extraction, "recognition": recognition, "picture": picture}


def limit(memory_mb: int, seconds: float) -> None:
    """From here on this process has only so much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

"""The process that touches one foreign file: takes an order on its input, answers on its output."""

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

from intranet.extraction.errors import ExtractionError
from intranet.extraction.sandbox.child_process import limit_this_process
from intranet.extraction.serialization import page_from


def main() -> None:
    """Do what the order asks with its one file and write the result."""
    order: dict[str, Any] = json.load(sys.stdin)
    limit_this_process(order.pop("memory_mb"), order.pop("seconds"))
    sys.stdout.buffer.write(TASKS[order.pop("task")](order))


def extraction(order: dict[str, Any]) -> bytes:
    """The extraction of the file as JSON."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.sandbox.file_reading import extract

    for name in ("converted", "roots"):
        order[name] = Path(order[name]) if order[name] else None
    recognised = order.pop("recognised").items()
    order["recognised"] = {int(number): page_from(page) for number, page in recognised}
    order["forced"] = {int(number): way for number, way in order.pop("forced").items()}
    return json.dumps(asdict(extract(**order)), ensure_ascii=False).encode()


def recognition(order: dict[str, Any]) -> bytes:
    """The recognised page as JSON; empty when its picture cannot be read."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.ocr.recognition import recognise

    try:
        page = recognise(Path(order.pop("path")), **order)
    except ExtractionError:
        return b""
    return json.dumps(asdict(page), ensure_ascii=False).encode()


def picture(order: dict[str, Any]) -> bytes:
    """The page as PNG; empty when the kind has no pictures or the page cannot be drawn."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.formats.page_rendering import render_page

    try:
        return render_page(**order) or b""
    except ExtractionError:
        return b""


def preflight(order: dict[str, Any]) -> bytes:
    """Why the file is refused for its content, as JSON: {"reason": …, "rule": …}."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.sandbox.preflight_content import examine_content

    return json.dumps(examine_content(**order), ensure_ascii=False).encode()


TASKS = {task.__name__: task for task in (extraction, recognition, picture, preflight)}


if __name__ == "__main__":
    main()

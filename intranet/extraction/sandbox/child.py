"""The process that touches one foreign file: takes an order on its input, answers on its output."""

import json
import signal
import sys
from contextlib import suppress
from dataclasses import asdict, astuple
from math import ceil
from operator import attrgetter
from pathlib import Path
from typing import Any

from intranet.extraction.errors import ExtractionError
from intranet.extraction.sandbox.confinement import Bounds, confine
from intranet.extraction.serialization import page_from

CONFINEMENT = "confinement"
"""The task that touches no file and tells what this process closed to itself."""


def main() -> None:
    """Do what the order asks with its one file and write the result; nothing when it cannot."""
    order: dict[str, Any] = json.load(sys.stdin)
    task, confined = order.pop("task"), confine(Bounds(**order.pop("bounds")))
    with suppress(ExtractionError):
        told = json.dumps(asdict(confined)).encode() if task == CONFINEMENT else TASKS[task](order)
        sys.stdout.buffer.write(told)


def extraction(order: dict[str, Any]) -> bytes:
    """The extraction of the file as JSON."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.sandbox.file_reading import extract

    order["converted"] = Path(order["converted"]) if order["converted"] else None
    order["roots"] = tuple(map(Path, order["roots"]))
    recognised = order.pop("recognised").items()
    order["recognised"] = {int(number): page_from(page) for number, page in recognised}
    order["forced"] = {int(number): way for number, way in order.pop("forced").items()}
    return json.dumps(asdict(extract(**order)), ensure_ascii=False).encode()


def recognition(order: dict[str, Any]) -> bytes:
    """The recognised page as JSON; empty when its picture cannot be read."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.ocr.recognition import recognise

    page = recognise(Path(order.pop("path")), **order)
    return json.dumps(asdict(page), ensure_ascii=False).encode()


def picture(order: dict[str, Any]) -> bytes:
    """The page as PNG; empty when the kind has no pictures or the page cannot be drawn."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.formats.page_rendering import render_page

    return render_page(**order) or b""


def preflight(order: dict[str, Any]) -> bytes:
    """What `preflight_content` tells of the file: first the verdict, then the sheet of its marks.

    Whoever asks has the verdict even when drawing the sheet ends this process.
    """
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.sandbox.preflight_content import examine_content

    seconds: float = order.pop("draw_seconds")
    told = examine_content(**order)
    sys.stdout.buffer.write(next(told))
    sys.stdout.flush()
    signal.alarm(ceil(seconds))
    return b"".join(told)


def sheet(order: dict[str, Any]) -> bytes:
    """The sheet of what may be a mark in the file's pictures, empty when it cannot be drawn."""
    # Heavy libraries, which the other tasks do not need.
    from intranet.extraction.ocr.mark_sheet import mark_sheet

    return mark_sheet(Path(order["path"]), order["kind"], order["max_pages"])


def conversion(order: dict[str, Any]) -> bytes:
    """The Office file in another format by LibreOffice; empty when nothing came of it."""
    # Only this task needs it.
    from intranet.extraction.formats.legacy_office.libreoffice import converted

    return converted(Path(order["path"]), order["kind"], order["target"], Path(order["room"]))


def marks(order: dict[str, Any]) -> bytes:
    """What the secrecy marks on a sheet ask for; empty when it cannot be read in time."""
    # Only this task needs it.
    from intranet.extraction.ocr.shown_marks import shown_marks

    return shown_marks(Path(order["path"]).read_bytes(), order["seconds"]).value.encode()


def abbreviations(order: dict[str, Any]) -> bytes:
    """The abbreviations that a text explains, as JSON: [[short, long], …]."""
    # Only this task needs it.
    from intranet.language.text.abbreviations import abbreviations_in

    return json.dumps([list(astuple(found)) for found in abbreviations_in(order["text"])]).encode()


def comparison(order: dict[str, Any]) -> bytes:
    """The first changes from one text to another, as JSON: [[before, after, pieces], …]."""
    # Only this task needs it.
    from intranet.language.text.text_diff import text_diff

    found = text_diff(order["old"], order["new"])[: order["most"]]
    return json.dumps([astuple(change) for change in found], default=attrgetter("value")).encode()


TASKS = {
    task.__name__: task
    for task in (
        extraction, recognition, picture, preflight, sheet, marks, conversion, abbreviations,
        comparison,
    )
}  # fmt: skip


if __name__ == "__main__":
    main()

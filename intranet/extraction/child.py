"""The process that touches one foreign file: takes an order on its input, answers on its output."""

import json
import resource
import sys
from typing import Any

from intranet.extraction.as_json import to_parts

MEGABYTE = 2**20


def main() -> None:
    """Do what the order asks with its one file and write the result."""
    order: dict[str, Any] = json.load(sys.stdin)
    limit(order.pop("memory_mb"), order.pop("seconds"))
    done = picture(order) if order.pop("task") == "picture" else extraction(order)
    sys.stdout.buffer.write(done)


def extraction(order: dict[str, Any]) -> bytes:
    """The extraction of the file as JSON."""
    from intranet.extraction.reading import extract

    return json.dumps(to_parts(extract(**order)), ensure_ascii=False).encode()


def picture(order: dict[str, Any]) -> bytes:
    """The page as PNG; empty when the kind has no pictures or the page cannot be drawn."""
    from intranet.extraction.errors import ExtractionError
    from intranet.extraction.pictures import render_page

    try:
        return render_page(**order) or b""
    except ExtractionError:
        return b""


def limit(memory_mb: int, seconds: float) -> None:
    """From here on this process has only so much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

"""The process that reads one file: takes an order on its input, answers in JSON."""

import json
import resource
import sys
from typing import Any

from intranet.extraction.as_json import to_parts
from intranet.extraction.reading import extract

MEGABYTE = 2**20


def main() -> None:
    """Read the one file of the order and write the extraction."""
    order: dict[str, Any] = json.load(sys.stdin)
    limit(order["memory_mb"], order["seconds"])
    extraction = extract(
        order["path"],
        name=order["name"],
        max_bytes=order["max_bytes"],
        max_pages=order["max_pages"],
    )
    json.dump(to_parts(extraction), sys.stdout, ensure_ascii=False)


def limit(memory_mb: int, seconds: float) -> None:
    """From here on this process has only so much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


if __name__ == "__main__":
    main()

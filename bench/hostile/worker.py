"""The worker of `bench.hostile`: takes file names on its input and answers each with one line."""

import json
import sys
import time
from pathlib import Path
from typing import Any

from config import Settings
from intranet.core.storage import Storage
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from intranet.extraction.sandbox.preflight import preflight
from intranet.extraction.values import Extraction

MOST_RECOGNISED = 2
MEGABYTE = 1 << 20


def taken(path: Path, store: Storage, settings: Settings) -> dict[str, Any]:
    """What becomes of one file on its way through the portal: in, looked at, kept, read."""
    with path.open("rb") as stream:
        received = store.receive(stream, settings.max_upload_mb * MEGABYTE)
    try:
        seen = preflight(received.path, name=path.name, seconds=settings.extraction_seconds)
        if seen.reason:
            return {"outcome": "refused", "rule": seen.rule, "reason": seen.reason}
        kept = store.keep(received)
    finally:
        store.drop(received)
    return {"kind": seen.kind, **_read(kept, path.name, settings)}


def _read(kept: Path, name: str, settings: Settings) -> dict[str, Any]:
    found = _extracted(kept, name, settings)
    if not found.accepted:
        return {"outcome": "refused", "rule": "reading", "reason": found.reason}
    pending = [page.number for page in found.pages if page.pending]
    recognised = {n: recognise_isolated(kept, n) for n in pending[:MOST_RECOGNISED]}
    if recognised:
        found = _extracted(kept, name, settings, recognised=recognised)
    letters = sum(len(page.text) for page in found.pages)
    return {
        "outcome": "read" if letters else "without letters",
        "reason": found.reason or " ".join(found.warnings),
        "pages": len(found.pages),
        "letters": letters,
        "recognised": len(recognised),
    }


def _extracted(kept: Path, name: str, settings: Settings, **more: Any) -> Extraction:
    return extract_isolated(
        kept,
        name=name,
        max_bytes=settings.max_upload_mb * MEGABYTE,
        max_pages=settings.max_pages,
        seconds=settings.extraction_seconds,
        memory_mb=settings.extraction_memory_mb,
        **more,
    )


def main() -> None:
    """Work until the input ends; an error of the worker itself is a crash and says so."""
    settings = Settings(data=Path(sys.argv[1]))
    store = Storage(settings.uploads)
    for line in sys.stdin:
        start = time.time()
        try:
            answer = taken(Path(line.rstrip("\n")), store, settings)
        except Exception as error:
            answer = {"outcome": "crash", "reason": f"{type(error).__name__}: {error}"}
        answer |= {"start": start, "end": time.time()}
        print(json.dumps(answer, ensure_ascii=False), flush=True)


if __name__ == "__main__":
    main()

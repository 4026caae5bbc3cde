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
        original = store.keep(received)
    finally:
        store.drop(received)
    return {"kind": seen.kind, **_read(original, path.name, settings)}


def _read(original: Path, name: str, settings: Settings) -> dict[str, Any]:
    extraction = _extracted(original, name, settings)
    if not extraction.accepted:
        return {"outcome": "refused", "rule": "reading", "reason": extraction.reason}
    pending = [page.number for page in extraction.pages if page.pending]
    recognised = {n: recognise_isolated(original, n) for n in pending[:MOST_RECOGNISED]}
    if recognised:
        extraction = _extracted(original, name, settings, recognised=recognised)
    letters = sum(len(page.text) for page in extraction.pages)
    return {
        "outcome": "read" if letters else "without letters",
        "reason": extraction.reason or " ".join(extraction.warnings),
        "pages": len(extraction.pages),
        "letters": letters,
        "recognised": len(recognised),
    }


def _extracted(original: Path, name: str, settings: Settings, **more: Any) -> Extraction:
    return extract_isolated(
        original,
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

"""What hostile and broken files do to the portal: `python -m bench.hostile DIR [--json]`.

Each file goes the way of an upload: received, looked at, kept, read in a child process, its first
two pages recognised if they must be, by one worker that has to live to the end. Watched: time,
memory of every process that was started, programs, network, and files written outside the
worker's own folders (by strace when it is installed, else by /proc and by comparing folders).

A table beside the folder (<DIR>.tsv, columns file and flags) says which files are odd but valid:
all without one of the flags in INVALID. Files that ask for a password are counted apart: they are
right to be refused. A valid file is read when it was accepted with text, or accepted and found to
have no letters; one without a table counts as valid unless it is refused for being empty, of an
unknown kind or locked.
"""

import argparse
import csv
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from bench.hostile.process_watch import CALLS, Act, Memory, acts, during

ROOT = Path(__file__).resolve().parents[2]
INVALID = frozenset({"hostile", "fuzz", "pdf_ext_not_pdf", "no_startxref", "ooxml_encrypted"})
LOCKED = "encrypted_file"
NOT_VALID_RULES = frozenset({"empty_file", "unknown_kind", LOCKED})
MOST_SECONDS, MOST_MB, LEAST_READ = 30.0, 600.0, 0.9
OURS = ("python", "bwrap", "sh", "dash", "unshare", "soffice", "oosplash", "soffice.bin",
        "tesseract", "javaldx", "paperconf", "true", "uname", "dirname", "basename", "sed", "grep",
        "ls", "expr")  # fmt: skip
"""The interpreter, the box, Tesseract, LibreOffice and what it calls; true tries unshare."""
OWN_LOCK = "van-phong-"
"""Begins the name of the lock that lets one LibreOffice run at a time."""


def main() -> None:
    """Send every file through, print what became of each and whether the bars are met."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    files = sorted(path for path in options.folder.rglob("*") if path.is_file())
    with tempfile.TemporaryDirectory(prefix="hostile-") as place:
        summary = run(files, Path(place), flags_of(options.folder))
    print(json.dumps(summary, ensure_ascii=False, indent=1) if options.json else told(summary))
    sys.exit(not summary["passed"])


def flags_of(folder: Path) -> dict[str, set[str]] | None:
    """The flags of each file from the table beside the folder; None when there is no table."""
    table = folder.resolve().with_suffix(".tsv")
    if not table.is_file():
        return None
    with table.open(encoding="utf-8", newline="") as stream:
        rows = list(csv.DictReader(stream, delimiter="\t"))
    return {row["file"]: set(filter(None, (row["flags"] or "").split(","))) for row in rows}


def run(files: Sequence[Path], place: Path, flags: dict[str, set[str]] | None) -> dict[str, Any]:
    """All files through one worker whose every folder lies in `place`."""
    for name in ("data", "tmp", "home"):
        (place / name).mkdir()
    before = _hashes(files)
    log = place / "trace"
    worker = _worker(place, log)
    memory = Memory(worker.pid)
    rows = [_sent(worker, memory, file) for file in files]
    alive = worker.poll() is None
    memory.stop()
    if worker.stdin:
        worker.stdin.close()
    worker.wait(60)
    seen = list(acts(log, (place,))) if log.exists() else []
    for row in rows:
        _judge(row, seen, flags)
    return _summary(rows, alive, place, log.exists(), _hashes(files) == before, memory.programs)


def _worker(place: Path, log: Path) -> subprocess.Popen[str]:
    order = [sys.executable, "-m", "bench.hostile.worker", str(place / "data")]
    if strace := shutil.which("strace"):
        order = [strace, "-f", "-ttt", "-s", "300", "--seccomp-bpf", "--pidns-translation", "-qq",
                 "-e", f"trace={CALLS}", "-e", "signal=none", "-o", str(log), *order]  # fmt: skip
    here = {"HOME": str(place / "home"), "TMPDIR": str(place / "tmp")}
    return subprocess.Popen(
        order, cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        env={**os.environ, **here, "PYTHONDONTWRITEBYTECODE": "1"},
    )  # fmt: skip


def _sent(worker: subprocess.Popen[str], memory: Memory, file: Path) -> dict[str, Any]:
    assert worker.stdin
    assert worker.stdout
    memory.taken()
    row: dict[str, Any] = {"file": file.name}
    try:
        worker.stdin.write(f"{file.absolute()}\n")
        worker.stdin.flush()
        answer = worker.stdout.readline()
    except BrokenPipeError:
        answer = ""
    row |= json.loads(answer) if answer else {"outcome": "crash", "reason": "the worker is gone"}
    row["peak_mb"] = round(memory.taken(), 1)
    return row


def _judge(row: dict[str, Any], seen: list[Act], flags: dict[str, set[str]] | None) -> None:
    start, end = row.pop("start", 0.0), row.pop("end", 0.0)
    meanwhile = during(seen, start, end)
    row["seconds"] = round(end - start, 2)
    row["valid"] = _is_valid(row, flags)
    row["foreign_programs"] = sorted(
        program for program in meanwhile.programs if not _is_ours(program)
    )
    row["network"], row["written_outside"] = meanwhile.network, sorted(set(meanwhile.written))
    row["child_deaths"] = meanwhile.deaths


def _is_ours(program: str) -> bool:
    name = Path(program).name
    return name in OURS or name.startswith("python")


def _is_valid(row: dict[str, Any], flags: dict[str, set[str]] | None) -> bool:
    if row.get("rule") == LOCKED:
        return False
    if flags is None:
        return row.get("rule") not in NOT_VALID_RULES
    return not flags.get(row["file"], set()) & INVALID


def _summary(
    rows: list[dict[str, Any]], alive: bool, place: Path, traced: bool, untouched: bool,
    programs: set[str],
) -> dict[str, Any]:  # fmt: skip
    valid = [row for row in rows if row["valid"]]
    read = [row for row in valid if row["outcome"] in {"read", "without letters"}]
    bars = {
        "worker_alive": alive,
        "crashes": sum(row["outcome"] == "crash" for row in rows),
        "hangs": [row["file"] for row in rows if row["seconds"] > MOST_SECONDS],
        "too_much_memory": [row["file"] for row in rows if row["peak_mb"] > MOST_MB],
        "without_reason": [row["file"] for row in rows if _is_mute(row)],
        "written_outside": sorted({path for row in rows for path in row["written_outside"]}),
        "left_in_temporary": sorted(
            path.name for path in (place / "tmp").iterdir() if not path.name.startswith(OWN_LOCK)
        ),
        "left_waiting": sorted(path.name for path in place.glob("data/uploads/waiting/*")),
        "originals_untouched": untouched,
        "network": sorted({address for row in rows for address in row["network"]}),
        "foreign_programs": sorted(
            {program for row in rows for program in row["foreign_programs"]}
            | {
                program
                for program in programs
                if program and not _is_ours(program) and "strace" not in program
            }
        ),
        "valid_read_share": round(len(read) / len(valid), 3) if valid else None,
    }
    return {
        "files": len(rows), "watched_by": "strace" if traced else "proc",
        "outcomes": dict(Counter(row["outcome"] for row in rows)),
        "valid": len(valid), "valid_read": len(read),
        "valid_with_text": sum(row["outcome"] == "read" for row in valid),
        "slowest": max((row["seconds"] for row in rows), default=0),
        "largest_mb": max((row["peak_mb"] for row in rows), default=0),
        "child_deaths": sum(len(row["child_deaths"]) for row in rows),
        "passed": _passes(bars), "bars": bars, "rows": rows,
    }  # fmt: skip


def _is_mute(row: dict[str, Any]) -> bool:
    return row["outcome"] != "read" and not row.get("reason")


def _passes(bars: dict[str, Any]) -> bool:
    good = bars["worker_alive"] and bars["originals_untouched"]
    empty = ("crashes", "hangs", "too_much_memory", "without_reason", "written_outside",
             "left_in_temporary", "left_waiting", "network", "foreign_programs")  # fmt: skip
    share = bars["valid_read_share"]
    return bool(good and not any(bars[name] for name in empty) and (share or 1) >= LEAST_READ)


def _hashes(files: Sequence[Path]) -> dict[str, str]:
    return {str(file): hashlib.sha256(file.read_bytes()).hexdigest() for file in files}


def told(summary: dict[str, Any]) -> str:
    """The same for people: what fell short, then the counts."""
    lines = [f"{row['file']}: {row['outcome']} {row.get('reason', '')}" for row in summary["rows"]
             if row["valid"] and row["outcome"] in {"refused", "crash"}]  # fmt: skip
    lines += [f"{name}: {value}" for name, value in summary["bars"].items()]
    return "\n".join([*lines, f"{summary['outcomes']}, passed: {summary['passed']}"])


if __name__ == "__main__":
    main()

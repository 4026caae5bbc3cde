"""Whether every file arrives once, however often the power goes: kill -9 at random moments.

`python -m bench.kill DIR [--times 50] [--seed 1] [--by upload|import] [--json]` starts web and
worker on a scratch folder, sends every file of DIR, kills web, worker or both at random moments
while files come in and are read, starts them again, and waits until all is read. The same is done
once without kills; both must end alike: the same originals, one item each, the same end of
reading, whole bytes, an unbroken audit trail.
"""

import argparse
import json
import random
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path

from bench.browser import Browser
from bench.portal import Portal, outcome_of

BEAT = 0.05


@dataclass
class Report:
    """What the run found; `ok` when nothing differs."""

    files: int
    kills: int
    kills_of: dict[str, int] = field(default_factory=dict)
    seconds: float = 0.0
    calm_seconds: float = 0.0
    originals: int = 0
    items: int = 0
    refused: int = 0
    sent_again: int = 0
    left_in_quarantine: int = 0
    audit_rows: int = 0
    audit_whole: bool = False
    differences: list[str] = field(default_factory=list)

    @property
    def ok(self) -> bool:
        """Whether every file arrived exactly once and the trail is whole."""
        return self.audit_whole and not self.differences


class Killer(threading.Thread):
    """Kills at moments spread over the whole work, and starts again what it killed."""

    def __init__(self, portal: Portal, times: int, steps: int, chance: random.Random) -> None:
        super().__init__(daemon=True)
        self.portal, self.times, self.steps, self.chance = portal, times, steps, chance
        self.kills: dict[str, int] = {}
        self.error: Exception | None = None
        self.finished = False

    def run(self) -> None:
        """One kill after another until all are done."""
        try:
            for number in range(self.times):
                self._wait_for(number)
                self._kill()
        except Exception as error:  # shown by the main thread, which waits for this one
            self.error = error
        self.finished = True

    def _wait_for(self, number: int) -> None:
        """Until as much is done as belongs before this kill, then a random moment more."""
        due = self.steps * number / self.times
        while self.portal.progress() < due:
            time.sleep(BEAT)
        time.sleep(self.chance.uniform(0.0, 0.6))

    def _kill(self) -> None:
        names = self.chance.choice(
            (("worker",), (self.portal.front,), ("worker", self.portal.front))
        )
        for name in names:
            self.portal.kill(name)
            self.kills[name] = self.kills.get(name, 0) + 1
        time.sleep(self.chance.uniform(0.0, 0.2))
        for name in names:
            self.portal.start(name)


def files_of(folder: Path) -> list[Path]:
    """The files below a folder, in order."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    return [path for path in paths if not path.name.startswith(".")]


def run(
    files: Sequence[Path], folder: Path, by: str, times: int, steps: int, chance: random.Random
) -> tuple[Portal, Report]:
    """One import with so many kills, spread over `steps` of progress, on a fresh portal."""
    portal = Portal(folder, by, files)
    report = Report(len(files), times)
    began = time.monotonic()
    with portal:
        killer = Killer(portal, times, steps, chance)
        killer.start()
        if by == "upload":
            browser = Browser(portal)
            for path in files:
                browser.send(path)
            report.sent_again = browser.sent_again
        portal.wait_until_read(lambda: killer.finished)
        killer.join()
        if killer.error:
            raise killer.error
        report.kills_of = killer.kills
    report.seconds = round(time.monotonic() - began, 1)
    return portal, report


def compared(files: Sequence[Path], by: str, times: int, seed: int) -> Report:
    """The run with kills beside a calm one."""
    with tempfile.TemporaryDirectory() as calm_folder, tempfile.TemporaryDirectory() as folder:
        chance = random.Random(seed)
        calm, calm_report = run(files, Path(calm_folder), by, 0, 0, chance)
        expected = outcome_of(calm)
        steps = 2 * len(expected.originals)
        portal, report = run(files, Path(folder), by, times, steps, chance)
        outcome = outcome_of(portal)
        report.calm_seconds = calm_report.seconds
        report.originals, report.items = len(outcome.originals), outcome.items
        report.refused = len(files) - len(set(portal.accepted)) if by == "upload" else 0
        report.audit_rows, report.audit_whole = outcome.audit_rows, outcome.audit_whole
        report.left_in_quarantine = outcome.waiting
        report.differences = expected.differences(outcome)
        for name in sorted(set(calm.accepted) ^ set(portal.accepted)):
            report.differences.append(f"{name}: accepted in one run only")
    return report


def main() -> int:
    """Run and print; exit 1 when anything differs."""
    parser = argparse.ArgumentParser(prog="python -m bench.kill", description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--times", type=int, default=50)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--by", choices=("upload", "import"), default="upload")
    parser.add_argument("--json", action="store_true")
    asked = parser.parse_args()
    report = compared(files_of(asked.folder), asked.by, asked.times, asked.seed)
    if asked.json:
        print(json.dumps({**asdict(report), "ok": report.ok}, ensure_ascii=False, indent=1))
    else:
        print(f"{report.files} files, {report.kills} kills in {report.seconds} s: ", end="")
        print("all arrived once" if report.ok else "\n".join(report.differences))
    return 0 if report.ok else 1


if __name__ == "__main__":
    sys.exit(main())

"""A child that a hostile file took over: it does what it is told, bound as any of its kind."""

import json
import sys
from collections.abc import Callable

import pytest

from intranet.extraction.sandbox import child_process
from intranet.extraction.sandbox.box import box
from intranet.extraction.sandbox.child_process import ask_child

TAKEN_OVER = """
import json, os, signal, socket, subprocess, sys, time
from pathlib import Path
from intranet.extraction.sandbox import child

def attack(order):
    told = []
    for way in order["ways"]:
        names = {**globals(), **order}
        try:
            exec(way, names)
            told.append(repr(names["got"]))
        except (OSError, MemoryError) as error:
            told.append(f"refused: {error!r}")
    return json.dumps(told).encode()

child.TASKS["attack"] = attack
child.main()
"""
KINDS = {
    "reader": {"runs": False, "writes": False},
    "tesseract": {"runs": True, "writes": False},
    "libreoffice": {"runs": True, "writes": True},
}
BOX, NO_BOX = "in the box", "where no box is permitted"
Attack = Callable[..., list[str]]


def attacked(*ways: str, kind: str = "reader", seconds: float = 60, **names: object) -> list[str]:
    """For each way what it put into `got`, or that it was refused; nothing when the child ended."""
    order = {**names, "ways": ways}
    answer = ask_child("attack", order, seconds=seconds, memory_mb=1000, **KINDS[kind])
    return list(json.loads(answer or "[]"))


def taken_over(monkeypatch: pytest.MonkeyPatch, place: str) -> Attack:
    """Children are taken over from now on, in the box or as where none is permitted."""
    if place == NO_BOX:
        monkeypatch.setattr(child_process, "box", tuple)
    elif not box():
        pytest.skip("this machine permits no box (bubblewrap)")
    monkeypatch.setattr(child_process, "COMMAND", (sys.executable, "-c", TAKEN_OVER))
    return attacked


def all_refused(told: list[str]) -> bool:
    """Whether every way was refused, and none ended the child or got through."""
    return bool(told) and all(one.startswith("refused") for one in told)

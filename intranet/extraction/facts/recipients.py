"""Recipients of a document: the entries of its "Nơi nhận"."""

import re
from collections.abc import Iterator, Sequence
from itertools import chain, islice

from intranet.extraction.facts.header import heading_in, words_of
from intranet.extraction.facts.names_and_positions import person_in, title_in
from intranet.extraction.values import Fact, Line, box_of

LABEL = re.compile(r"^\W{0,3}Nơi\s+nhận\s*[:.]?\s*(?P<rest>.*)$", re.I)
ENTRY = re.compile(r"^\s*[-–+•*~]\s*")
LAST = re.compile(r"^\W{0,3}Lưu\b", re.I)
SEVERAL = re.compile(r"[;,.]\s+[-–]\s*(?=[^\W\d_])")
MOST_ENTRIES = 60
NEAR_SIGNATURE = 45
MOST_LINES = 90
CLEAR_GAP = 3.0
RIGHT_HALF = 0.5


def recipients_of(lines: Sequence[Line], signed: Line | None) -> tuple[Fact, ...]:
    """The entries in order, without dashes and ends, each with its place; the archive last.

    Those beside what was `signed`: annexes and forms may have recipients of their own.
    """
    labels = [i for i, line in enumerate(lines) if LABEL.match(line.text)]
    if signed is not None:
        by = next((i for i, line in enumerate(lines) if line is signed), 0)
        labels = [i for i in labels if abs(i - by) <= NEAR_SIGNATURE]
    if not labels:
        return ()
    entries: list[list[Line]] = []
    for line in _column(lines, labels[0]):
        if ENTRY.match(line.text) or LAST.match(line.text):
            entries.append([line])
        elif entries:
            entries[-1].append(line)
    return tuple(islice(chain.from_iterable(map(_facts, entries)), MOST_ENTRIES))


def _column(lines: Sequence[Line], at: int) -> Iterator[Line]:
    """The lines of the list: below its label, in its column, to the archive's entry."""
    label, ended, bottom = lines[at], False, lines[at].box
    labelled = LABEL.match(label.text)
    if labelled and labelled["rest"]:
        yield Line(labelled["rest"], label.page, label.column, label.box)
        ended = bool(LAST.match(labelled["rest"]))
    for line in lines[at + 1 : at + 1 + MOST_LINES]:
        if _is_beside(label, line):
            continue
        starts = ENTRY.match(line.text) is not None
        if (ended and (starts or line.gap >= 1 or line.box is None)) or _ends(line):
            return
        if bottom and line.box and (line.page != label.page or line.gap >= CLEAR_GAP):
            return
        ended = ended or bool(LAST.match(line.text))
        yield line


def _is_beside(label: Line, line: Line) -> bool:
    if label.box is None or line.box is None:
        return line.column == "right" and label.column != "right"
    return line.box.x0 >= RIGHT_HALF > label.box.x0


def _ends(line: Line) -> bool:
    """A heading, a position or a name: the list is over."""
    if ENTRY.match(line.text) or LAST.match(line.text):
        return False
    named = line.box is None and person_in(line.text)
    return bool(named or heading_in(line) or title_in(line.text))


def _facts(entry: Sequence[Line]) -> Iterator[Fact]:
    for part in SEVERAL.split(words_of(entry)):
        value = ENTRY.sub("", part).strip(" ;,.")
        if len(value) > 1:
            yield Fact(value, 0.9, box_of(entry))

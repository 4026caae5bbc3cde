"""Headers of many types of documents: printed, typed without marks, and as recognised."""

import re
from pathlib import Path

import pytest

from intranet.extraction.facts.read_facts import read_facts
from tests.extraction.document_lines import drawn, page_of, said

EXAMPLES = Path(__file__).parents[1].joinpath("letterheads.txt").read_text("utf-8")
SECTION = re.compile(r"^== (printed|scanned): (.+)\n((?:.+\n)+)", re.MULTILINE)
MEANT = {"": None, "yes": True, "no": False}


def examples(way):
    """Name, drawing and wanted fields of each example of one way."""
    for section in SECTION.finditer(EXAMPLES):
        rows = section[3].splitlines()
        wanted = dict(row[2:].split(":", 1) for row in rows if row.startswith("> "))
        if section[1] == way:
            drawing = "\n".join(row for row in rows if not row.startswith("> "))
            values = {field: value.strip() for field, value in wanted.items()}
            yield pytest.param(
                drawing, {f: MEANT.get(v, v) for f, v in values.items()}, id=section[2]
            )


def answered(drawing, wanted, *, boxes=True, method="text"):
    """The wanted fields as they were read."""
    lines = drawn(drawing, boxes=boxes)
    facts = read_facts([page_of(lines, method)], lines)
    return {field: said(getattr(facts, field)) for field in wanted}


@pytest.mark.parametrize("boxes", [True, False], ids=["pdf", "word"])
@pytest.mark.parametrize(("drawing", "wanted"), list(examples("printed")))
def test_a_printed_header_says_whose_document_it_is(drawing, wanted, boxes):
    assert answered(drawing, wanted, boxes=boxes) == wanted


@pytest.mark.parametrize(("drawing", "wanted"), list(examples("scanned")))
def test_a_scanned_header_says_whose_document_it_is(drawing, wanted):
    assert answered(drawing, wanted, method="ocr") == wanted

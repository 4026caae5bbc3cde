"""Small enough to see whole: files, folders, functions, lines of templates."""

import re
from collections import Counter
from statistics import median, quantiles

from tests.house.structure import ROOT, TEMPLATES, functions, tracked

MOST_LINES, MOST_MODULES, WIDEST_TEMPLATE = 250, 20, 140
MEDIAN, NINTH_DECILE, LONGEST = 8, 18, 45
FORBIDDEN_NAMES = {"utils", "helpers", "manager", "common", "misc"}
SEQUENCE = ROOT / "migrations" / "versions"
"""Not a folder to look something up in, but a row that is only ever added to."""
CLEVER = re.compile(r"\{%-?\s*(?:set|do)\s[^%]*\.(?:update|append)\(")


def test_files_are_small_enough_to_see_whole() -> None:
    for path in tracked():
        if path.suffix in {".py", ".html", ".js", ".css", ".mjs"}:
            lines = path.read_text(encoding="utf-8").count("\n")
            assert lines <= MOST_LINES, f"{path.relative_to(ROOT)}: {lines} lines"


def test_no_folder_has_more_modules_than_one_takes_in() -> None:
    modules = Counter(
        path.parent for path in tracked() if path.suffix == ".py" and path.parent != SEQUENCE
    )
    crowded = {
        str(folder.relative_to(ROOT)): count
        for folder, count in modules.items()
        if count > MOST_MODULES
    }
    assert not crowded


def test_functions_are_mostly_short() -> None:
    lengths = sorted(
        ((node.end_lineno or node.lineno) - node.lineno + 1, f"{path.name}:{node.name}")
        for path, node in functions()
    )
    lines = [length for length, _name in lengths]
    assert lengths[-1][0] <= LONGEST, [one for one in lengths if one[0] > LONGEST]
    assert median(lines) <= MEDIAN
    assert quantiles(lines, n=10)[8] <= NINTH_DECILE


def test_lines_of_templates_can_be_read_without_scrolling() -> None:
    wide = [
        (str(path.relative_to(ROOT)), number)
        for path in TEMPLATES
        for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), 1)
        if len(line) > WIDEST_TEMPLATE
    ]
    assert not wide, wide


def test_templates_do_not_keep_books() -> None:
    for path in TEMPLATES:
        assert not CLEVER.search(path.read_text(encoding="utf-8")), path


def test_no_file_has_a_name_that_says_nothing() -> None:
    for path in tracked():
        assert path.stem not in FORBIDDEN_NAMES, path

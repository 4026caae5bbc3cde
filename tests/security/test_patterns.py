"""Text from outside is read in linear time: no pattern and no reader of text can be stalled."""

import re
from operator import attrgetter

import pytest

from bench.patterns.compiled_patterns import NamedPattern, compiled_patterns
from bench.patterns.pattern_uses import built_at_run_time
from bench.patterns.timing import MOST_GROWTH, growth, worst
from intranet.extraction.facts.read_facts import read_facts
from intranet.extraction.values import Facts, Line, Page

PATTERNS = sorted(compiled_patterns(), key=attrgetter("name"))
BUILT_OF_FIXED_PARTS = {
    "intranet.intake.review.fact_layout",  # figures of one value, every letter escaped
    "intranet.language.bodies.levels",  # the names of the office's own place
    "intranet.language.symbols.cue_words",  # made once, when the module is loaded
    "intranet.search.engines.index_folder",  # the name of a folder
    "intranet.search.results.highlighting",  # words that the search found
    "intranet.search.results.likely_pages",
    "intranet.search.results.matches",
}
"""Modules that make patterns while they run, and of what."""


@pytest.mark.parametrize("named", PATTERNS, ids=attrgetter("name"))
def test_every_pattern_is_linear_on_text_made_to_slow_it(named: NamedPattern) -> None:
    found = worst(named)
    assert found.holds, f"{named.name} {named.pattern.pattern!r}: {found}"


@pytest.mark.parametrize(
    "pattern",
    [
        r"(?:a+)+$", r"\s+$", r"Số\s*:?\s*\d", r"A.*B", r"^[01]*1[01]*(?=/)",
    ],
)  # fmt: skip
def test_a_pattern_that_backtracks_without_end_is_found_out(pattern: str) -> None:
    assert not worst(NamedPattern("bad", re.compile(pattern), False)).holds


def test_a_pattern_that_is_tried_at_one_place_only_may_read_on_to_the_end() -> None:
    reads_on = re.compile(r"\s*$")
    assert worst(NamedPattern("good", reads_on, True)).holds
    assert not worst(NamedPattern("bad", reads_on, False)).holds


def test_patterns_are_made_at_run_time_only_where_it_is_known_of_what() -> None:
    assert built_at_run_time() <= BUILT_OF_FIXED_PARTS


@pytest.mark.parametrize("hostile", ["A B ", "ba ", "GS. ", "GIÁM ĐỐC, ", "a-\nb", "-\n"])
def test_the_facts_of_one_endless_line_take_a_time_that_grows_as_it_does(hostile: str) -> None:
    half, whole, double = (hostile * (n // len(hostile)) for n in (10_000, 20_000, 40_000))

    def read(text: str) -> Facts:
        return read_facts([Page(1, text)], [Line(text, 1)])

    def grows(long: str, short: str) -> bool:
        return growth(read, long, short, limit=5000) > MOST_GROWTH

    # Once may be the caches; what grows too fast does so at both lengths.
    assert not (grows(whole, half) and grows(double, whole))

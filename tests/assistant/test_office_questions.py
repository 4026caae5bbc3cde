"""The office's questions: each names a paper of the demonstration and words that stand there."""

from collections import Counter

from bench.answers.judging import plain
from bench.answers.office import rows
from intranet.demo.invented_directives import load


def test_every_right_place_stands_in_its_paper() -> None:
    texts: dict[str, str] = {}
    for paper in load():
        texts[paper.symbol] = plain(paper.body)
    for _half, _source, symbol, words, question in rows():
        assert f" {plain(words)} " in f" {texts[symbol]} ", question


def test_there_are_sixty_half_to_fit_and_half_to_test() -> None:
    halves = Counter(row[0] for row in rows())
    assert halves == {"fit": 30, "test": 30}
    assert {"plan", "letter", "party", "scan"} <= {row[1] for row in rows()}
    assert len({row[4] for row in rows()}) == 60

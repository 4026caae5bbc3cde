"""A text that somebody made to be slow keeps nobody waiting: reading takes its length, no more.

Patterns by themselves are held in test_patterns; here are the functions that read whole texts.
"""

import time
from collections.abc import Callable

import pytest

from bench.patterns.timing import MOST_GROWTH, growth
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.directives.viewer.version_changes import changes_between
from intranet.extraction.sandbox import text_reading
from intranet.extraction.sandbox.text_reading import TextTooSlow, compared, explained_abbreviations
from intranet.language.passages.splitting import split_pages
from intranet.language.secrecy.examination import examine
from intranet.language.symbols.citations import find_citations
from intranet.language.symbols.parsing import parse_symbol
from intranet.language.text.abbreviations import AbbreviationDefinition, abbreviations_in
from intranet.language.text.dates import find_dates
from intranet.language.text.text_diff import passages, text_diff
from intranet.search.analysis import analyse
from intranet.search.lexicon import learning
from intranet.search.query.parsing import parse
from intranet.search.query.references import references_in
from intranet.search.query_text import query_text
from tests.making import Make

LENGTH = 10_000
MOST_SECONDS, MEASURABLE_SECONDS = 1.0, 0.05
PUMPS = (
    " ", "\n", "\t", ".", "…", "-", "/", "0", "12", "1/", "A", "A-", "Ậ", "a", "ba ", "(", '"', ",",
    "ngày ", "số ", "Điều 1 ", "Căn cứ ", "A (", "và ", "(A B) ", "1/QĐ-A", "a:", "khoản a, ",
    "“", "”", "\n“1. ", "\nĐiều 1. A", "\n1. a\n2. b", "\na) b", "\nnhư sau:", "\nChương I",
)  # fmt: skip
HEADS = ("(được gọi tắt", "ngày", "(A", "Căn cứ Nghị định số 1/2020/NĐ-CP ngày")
ATTACKS = (*(("", pump) for pump in PUMPS), *((head, " ") for head in HEADS))
READERS: dict[str, Callable[[str], object]] = {
    "abbreviations_in": abbreviations_in,
    "find_dates": find_dates,
    "find_citations": find_citations,
    "parse_symbol": parse_symbol,
    "examine": examine,
    "passages": lambda text: list(passages([(1, text)])),
    "split_pages": lambda text: split_pages([(1, text)]),
    "split_lines": lambda text: split_pages([(1, text.replace(" ", "\n"))]),
    "analyse": analyse,
    "query": lambda text: parse(query_text(text)),
    "references_in": references_in,
}


def seconds(read: Callable[[str], object], text: str) -> float:
    """Processor time of the quicker of two readings."""
    times = []
    for _time in range(2):
        started = time.process_time()
        read(text)
        times.append(time.process_time() - started)
    return min(times)


@pytest.mark.parametrize("reader", READERS)
def test_no_text_takes_a_reader_more_than_its_length(reader: str) -> None:
    read = READERS[reader]
    for head, pump in ATTACKS:
        text = head + pump * (LENGTH // len(pump)) + "\x00"
        took = seconds(read, text)
        assert took < MOST_SECONDS, (reader, head, pump, took)
        if took > MEASURABLE_SECONDS:
            double, fourfold = (head + pump * (n * LENGTH // len(pump)) + "\x00" for n in (2, 4))
            grown = growth(read, double, text, limit=10_000)
            if grown > MOST_GROWTH:  # superlinear is only what grows so at two lengths
                grown = min(grown, growth(read, fourfold, double, limit=10_000))
            assert grown <= MOST_GROWTH, (reader, head, pump, took, grown)


def test_blanks_behind_the_words_that_introduce_a_short_form_cost_nothing() -> None:
    text = "(được gọi tắt" + " " * 100_000
    assert seconds(abbreviations_in, text) < MOST_SECONDS
    found = abbreviations_in("chuyển đổi số (sau đây được gọi tắt" + " " * 100_000 + "là CĐS)")
    assert found == (AbbreviationDefinition("CĐS", "chuyển đổi số"),)


def test_a_short_form_that_many_words_could_spell_is_tried_once_for_each_word() -> None:
    assert seconds(abbreviations_in, "và " * 24 + "(VVVVVVVVVVVV)") < MOST_SECONDS


def test_versions_of_thousands_of_equal_sentences_are_compared_in_time() -> None:
    old = [(1, "Giữ nguyên. " * 15_000)]
    new = [(1, "Giữ nguyên. " * 7_000 + "Bãi bỏ khoản này. " + "Giữ nguyên. " * 8_000)]
    started = time.process_time()
    found = text_diff(old, new)
    assert time.process_time() - started < 10
    assert any(change.after and "Bãi bỏ" in change.after.text for change in found)


def test_versions_with_nothing_in_common_are_to_be_read_and_not_compared(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = make.directive(pages=("Điều 1. Khác.",)).latest
    second = make.directive(pages=("Cơ quan thực hiện nghiêm kế hoạch này. " * 15_000,)).latest
    for seconds in (text_reading.SECONDS, 0.01):  # the second time nothing is compared any more
        monkeypatch.setattr(compared, "__defaults__", (seconds,))
        found = changes_between(db.session, first, second)
        assert not found.comparable
        assert "Hãy mở bản mới và đọc toàn văn" in found.reason


def test_what_cannot_be_compared_in_its_time_says_so_and_what_to_do(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    long = " ".join(f"Câu số {number} của văn bản này." for number in range(4_000))
    with pytest.raises(TextTooSlow):
        compared([(1, long)], [(1, long)], seconds=0.01)
    first = make.directive(pages=(long,)).latest
    second = make.directive(pages=(long + " Thêm.",)).latest
    monkeypatch.setattr(compared, "__defaults__", (0.01,))
    found = changes_between(db.session, first, second)
    assert not found.comparable
    assert "Hãy mở từng bản để đọc" in found.reason


def test_a_long_text_is_read_in_a_process_of_its_own_as_it_would_be_here() -> None:
    text = "Thực hiện chuyển đổi số (CĐS) trong ngành. " * 3_000
    assert len(text) > text_reading.SHORT
    assert explained_abbreviations(text) == abbreviations_in(text)
    old, new = [(1, text)], [(1, text + "Điều 9. Có hiệu lực từ ngày ký.")]
    assert compared(old, new) == text_diff(old, new)


def test_a_text_that_takes_too_long_stops_no_learning_and_is_told(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = make.directive(pages=("Thực hiện chuyển đổi số (CĐS). " * 3_000,)).id
    db.session.commit()
    monkeypatch.setattr(explained_abbreviations, "__defaults__", (0.01,))
    assert learning.learn(number) == 0
    assert learning.learn_waiting() == 0
    told = db.session.query(AuditEntry).filter_by(act="text.too_slow").one()
    assert told.thing_id == number

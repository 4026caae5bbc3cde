"""What was typed is read once for each search, and handed on."""

from collections.abc import Iterator

import pytest

from intranet.core.clock import now
from intranet.search.analysis import analyse, written_words
from intranet.search.index import indexing
from intranet.search.query import understanding
from intranet.search.query_text import QueryText, query_text
from intranet.search.results import personal_search, retrieval
from tests.making import Make
from tests.site import Site

TYPED = "“kế hoạch” chuyển đổi số 57-NQ/TW ngày 22/12/2024"


def test_a_query_text_has_one_spelling_and_its_tokens() -> None:
    text = query_text(TYPED)
    assert text.canonical == TYPED.replace("“", '"').replace("”", '"')
    assert text.tokens.symbols == ("57nqtw",)
    assert text.tokens.dates == ("2024-12-22",)
    assert text.tokens.fold[:4] == ("ke", "hoach", "chuyen", "doi")
    assert text.without_quotes.tokens.fold == text.tokens.fold


def test_a_symbol_is_one_key_and_in_parts_its_words() -> None:
    text = "Theo 57-\nNQ/TW năm 2025, kỹ năng"
    assert analyse(text).symbols == ("57nqtw",)
    assert written_words(text) == ("Theo", "57", "NQ", "TW", "năm", "2025", "kỹ", "năng")


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[QueryText]]:
    """The texts that are understood while a page is made, in their order."""
    texts: list[QueryText] = []

    def understand(text: QueryText, *more: object) -> object:
        texts.append(text)
        return understanding.understand(text, *more)

    for module in (personal_search, retrieval):
        monkeypatch.setattr(module, "understand", understand)
    return texts


def test_a_search_understands_its_words_once_on_every_page(
    site: Site, make: Make, read: list[QueryText]
) -> None:
    for number in range(12):
        make.directive(subject=f"Kế hoạch chuyển đổi số {number}")
    indexing.catch_up()
    site.sign_in(make.staff())
    until = now().isoformat(timespec="microseconds")
    for address in ({}, {"trang": 2, "luc": until}, {"trang": 99}, {"sap_xep": "moi"}):
        read.clear()
        site.get("search.index", q="kế hoạch", **address)
        assert [text.raw for text in read] == ["kế hoạch"]
    read.clear()
    site.get("search.index", q="chua-doc:có kế hoạch")
    raws = [text.raw for text in read]  # nothing is unread: what it may mean is tried as well
    assert raws[0] == "chua-doc:có kế hoạch"
    assert len(set(raws)) == len(raws)

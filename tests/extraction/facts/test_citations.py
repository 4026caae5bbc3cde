"""The documents that a file names."""

from intranet.extraction.facts.citations import citations_of
from intranet.extraction.values import Page


def documents(*texts: str, own: str | None = None, day: str | None = None):
    """What is cited on these pages."""
    pages = [Page(number, text) for number, text in enumerate(texts, 1)]
    return citations_of(pages, own, day)


def test_each_cited_document_has_its_page_relation_sentence_and_day():
    (first, second) = documents(
        "Căn cứ Nghị quyết số 57-NQ/TW ngày 22/12/2024 của Bộ Chính trị;",
        "2\nĐiều 1. Bãi bỏ Quyết định số 12/QĐ-UBND.",
    )
    assert (first.key, first.page, first.relation) == ("57-NQ/TW", 1, "basis")
    assert first.cited_on == "2024-12-22"
    assert first.sentence.startswith("Căn cứ Nghị quyết số 57-NQ/TW")
    assert (second.key, second.page, second.relation) == ("12/QĐ-UBND", 2, "repeals")


def test_a_list_goes_on_over_the_end_of_a_page():
    found = documents(
        "Bãi bỏ các văn bản sau đây:\n1. Quyết định số 1/QĐ-UBND;",
        "3\n2. Quyết định số 2/QĐ-UBND.",
    )
    assert [one.relation for one in found] == ["repeals", "repeals"]
    assert [one.page for one in found] == [1, 2]


def test_a_symbol_broken_by_the_end_of_a_page_lies_where_it_begins():
    (found,) = documents("Thực hiện Nghị quyết số 57-", "NQ/TW của Bộ Chính trị")
    assert (found.key, found.page) == ("57-NQ/TW", 1)


def test_a_document_does_not_cite_itself_but_may_end_the_same_number_of_last_year():
    text = "Quyết định số 12/QĐ-UBND này thay thế Quyết định số 12/QĐ-UBND ngày 5/1/2024."
    assert documents(text, own="12/QĐ-UBND") == ()
    (found,) = documents(text, own="12/QĐ-UBND", day="2025-02-01")
    assert (found.relation, found.cited_on) == ("replaces", "2024-01-05")


def test_the_same_document_twice_on_a_page_is_one_citation():
    text = "Theo Kế hoạch số 5/KH-UBND. Xem Kế hoạch số 5/KH-UBND."
    assert len(documents(text)) == 1
    assert len(documents(text, text)) == 2


def test_pages_without_text_cite_nothing():
    assert documents("", "\n") == ()
    assert documents() == ()

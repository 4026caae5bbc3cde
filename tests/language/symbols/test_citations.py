"""What documents say of the documents they cite."""

from intranet.language.symbols.citations import find_citations

TEXT = (
    "Căn cứ pháp luật. Thực hiện Nghị quyết số 57-\n\nNQ/TW ngày 22/12/2024 của Bộ Chính trị về "
    "đột phá; Kế hoạch số 211/KH-UBND ngày 12 tháng 8 năm 2025 của Ủy ban nhân dân tỉnh Lạng Sơn."
)


def test_a_citation_tells_symbol_day_and_place():
    first, second = find_citations(TEXT)
    assert (first.symbol.key, first.issued_on) == ("57-NQ/TW", "2024-12-22")
    assert (second.symbol.key, second.issued_on) == ("211/KH-UBND", "2025-08-12")
    assert TEXT[second.start :].startswith("211/KH-UBND")


def test_a_citation_carries_its_sentence_in_one_line():
    first = find_citations(TEXT)[0]
    assert first.sentence.startswith("Thực hiện Nghị quyết số 57-NQ/TW ngày")
    assert "Căn cứ pháp luật" not in first.sentence


def test_a_bare_symbol_is_a_citation_without_more():
    (found,) = find_citations("theo 1169/QĐ-TTg")
    assert found.issued_on is None


def test_the_blank_number_of_a_draft_cites_nothing():
    assert find_citations("Số:       /KH-TTr") == ()


def test_a_letter_with_an_unknown_code_is_cited_where_the_text_calls_it_a_letter():
    text = "tại Công văn số 06/KHBT ngày 21/01/2022 và Công văn số 437/SNV-TCCC; mẫu 06/KHBT"
    assert [one.symbol.key for one in find_citations(text)] == ["06/KHBT", "437/SNV-TCCC"]

"""The invented directives: complete, well formed and set the same way each time."""

import unicodedata
from dataclasses import replace
from io import BytesIO
from itertools import chain

import pypdfium2
import pytest
from docx import Document

from intranet.demo import invented_directives
from intranet.demo.typesetting.manuscript import blocks, title
from intranet.printing import fonts

ALL = invented_directives.load()
LEVELS = {"central", "provincial_party", "provincial_committee", "agency", "other"}
RELATIONS = {"basis", "implements", "amends", "replaces", "repeals", "mentions"}

installed = pytest.mark.skipif(not fonts.SOURCE.exists(), reason="npm install was not run")


@pytest.fixture(scope="module")
def typeface(tmp_path_factory):
    return tmp_path_factory.mktemp("fonts")


def named(symbol, version=1):
    return next(p for p in ALL if (p.symbol, p.version) == (symbol, version))


def text_of(document):
    pages = pypdfium2.PdfDocument(document)
    found = [page.get_textpage().get_text_range() for page in pages]
    pages.close()
    return found


def one_line(text):
    return " ".join(text.split())


@pytest.mark.parametrize("paper", ALL, ids=lambda p: p.source)
def test_every_paper_holds_what_the_registry_asks_for(paper):
    assert paper.system in {"state", "party"}
    assert paper.level in LEVELS
    assert paper.format in {"pdf", "docx", "scan"}
    assert paper.urgency in {"", "KHẨN", "THƯỢNG KHẨN", "HỎA TỐC"}
    assert paper.is_letter or title(paper)
    assert paper.to or not paper.is_letter
    assert all((paper.subject, paper.recipients, paper.sign, paper.signer, paper.topics))
    assert {kind for kind, _ in paper.relations} <= RELATIONS
    assert 0 <= paper.bold_from < len(paper.head)
    assert paper.version == 1 or paper.version_note


@pytest.mark.parametrize("paper", ALL, ids=lambda p: p.source)
def test_every_symbol_is_one_that_the_office_can_read(paper):
    symbols = pytest.importorskip("intranet.language.symbols.parsing")
    found = list(symbols.find_symbols(f"Số: {paper.symbol}"))
    assert len(found) == 1


@pytest.mark.parametrize("paper", ALL, ids=lambda p: p.source)
def test_a_paper_is_written_in_composed_letters_and_has_a_real_body(paper):
    assert unicodedata.is_normalized("NFC", paper.body)
    words = len(paper.body.split())
    assert words > 120 if paper.is_letter else words > 300


@pytest.mark.parametrize("paper", ALL, ids=lambda p: p.source)
def test_a_paper_cites_what_it_is_said_to_rest_on(paper):
    words = f"{paper.subject} {one_line(paper.body)}"
    assert [symbol for _, symbol in paper.relations if symbol not in words] == []


def test_no_two_papers_are_the_same_version_of_one_symbol():
    keys = [(p.symbol, p.issuing_body, p.issued_on.year, p.version) for p in ALL]
    assert len(set(keys)) == len(keys)
    assert len({invented_directives.file_name(p) for p in ALL}) == len(ALL)


def test_no_paper_bears_a_secrecy_mark():
    lines = chain.from_iterable(p.body.splitlines() for p in ALL)
    assert not {"MẬT", "TỐI MẬT", "TUYỆT MẬT"} & {line.strip("# ") for line in lines}


@installed
@pytest.mark.parametrize("kind", ["pdf", "docx", "scan"])
def test_a_paper_is_the_same_to_the_byte_each_time(kind, typeface):
    paper = replace(named("48/KH-TTr"), format=kind)
    assert invented_directives.render(paper, typeface) == invented_directives.render(
        paper, typeface
    )


@installed
def test_a_typeface_is_built_the_same_each_time(tmp_path):
    first, second = (fonts.typeface(tmp_path / name) for name in ("one", "two"))
    for style in fonts.STYLES:
        assert first.file(style).read_bytes() == second.file(style).read_bytes()


@installed
@pytest.mark.parametrize("paper", [p for p in ALL if p.format == "pdf"], ids=lambda p: p.source)
def test_the_text_of_a_pdf_is_the_text_of_the_paper(paper, typeface):
    pages = text_of(invented_directives.render(paper, typeface))
    whole = one_line(" ".join(pages))
    assert paper.symbol in whole
    assert one_line(paper.subject) in whole
    assert paper.signer in whole
    assert unicodedata.is_normalized("NFC", whole)
    # Only a page turn, with its number and footer, may part the words of a paragraph.
    sides = [one_line(page) for page in pages]
    whole_paragraphs = [b for b in blocks(paper.body) if any(b.text in side for side in sides)]
    assert len(blocks(paper.body)) - len(whole_paragraphs) < len(pages)


@installed
def test_a_scan_has_pages_but_no_text(typeface):
    paper = replace(named("48/KH-TTr"), format="scan")
    assert "".join(text_of(invented_directives.render(paper, typeface))).strip() == ""


def test_a_word_file_holds_subject_and_body():
    paper = replace(named("48/KH-TTr"), format="docx")
    draft = Document(BytesIO(invented_directives.render(paper)))
    lines = [paragraph.text for paragraph in draft.paragraphs]
    assert paper.subject in lines
    assert set(lines) >= {block.text for block in blocks(paper.body)}
    assert paper.symbol in draft.tables[0].cell(0, 0).text
    assert paper.signer in draft.tables[-1].cell(0, 1).text


def test_lines_of_a_file_are_joined_to_paragraphs():
    table = "| TT | Việc |\n| 1 | Đọc |\n"
    body = f"{table}# I. CHUNG\n> Căn cứ một;\n> Căn cứ hai;\n- một\nhai\n- ba\n\nĐiều 1. Bốn\n"
    assert [block.text for block in blocks(body)] == [
        "", "I. CHUNG", "Căn cứ một;", "Căn cứ hai;", "- một hai", "- ba", "Điều 1. Bốn",
    ]  # fmt: skip
    assert blocks(body)[0].rows == (("TT", "Việc"), ("1", "Đọc"))


def test_a_file_without_a_signer_says_what_is_missing(tmp_path):
    (tmp_path / "a_01.toml").write_text('symbol = "1/KH-TTr"\n', encoding="utf-8")
    with pytest.raises(invented_directives.InventedDirectiveUnreadable, match="signer"):
        invented_directives.load(tmp_path)

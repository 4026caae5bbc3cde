"""Slides made on the spot."""

import pytest
from pptx import Presentation
from pptx.util import Inches

from intranet.extraction.errors import BrokenFile
from intranet.extraction.formats.slides import read_slides
from tests.extraction.old_fonts import SMALL, as_typed


@pytest.fixture
def show():
    """An empty presentation."""
    return Presentation()


@pytest.fixture
def saved(show, tmp_path):
    """Saves it and reads it."""

    def read():
        show.save(str(tmp_path / "a.pptx"))
        return read_slides(tmp_path / "a.pptx")

    return read


def titled(show, title: str):
    slide = show.slides.add_slide(show.slide_layouts[5])
    slide.shapes.title.text = title
    return slide


def test_each_slide_is_a_page_with_its_notes(show, saved):
    titled(show, "Kế hoạch kiểm tra").notes_slide.notes_text_frame.text = "Nói chậm"
    titled(show, "Kết quả")
    assert [page.text for page in saved().pages] == ["Kế hoạch kiểm tra\nNói chậm", "Kết quả"]


def test_tables_are_read_by_row(show, saved):
    place = (Inches(1), Inches(1), Inches(4), Inches(2))
    table = titled(show, "Bảng").shapes.add_table(1, 2, *place).table
    table.cell(0, 0).text, table.cell(0, 1).text = "Một", "Hai"
    assert saved().pages[0].text == "Bảng\nMột | Hai"


def test_runs_in_old_fonts_are_converted(show, saved):
    slide = titled(show, "Kế hoạch")
    run = slide.shapes.title.text_frame.paragraphs[0].add_run()
    run.text, run.font.name = as_typed(SMALL, ".VnTime"), ".VnTimeH"
    assert saved().pages[0].text == f"Kế hoạch{SMALL.upper()}"


def test_hidden_slides_are_read_and_named(show, saved):
    titled(show, "Một")
    titled(show, "Hai")._element.set("show", "0")
    read = saved()
    assert read.pages[1].text == "Hai"
    assert "trang ẩn" in read.warnings[0]


def test_a_show_without_slides_has_no_pages(saved):
    assert saved().pages == ()


def test_a_torn_file_is_refused(tmp_path):
    (tmp_path / "a.pptx").write_bytes(b"PK\x03\x04nothing")
    with pytest.raises(BrokenFile):
        read_slides(tmp_path / "a.pptx")

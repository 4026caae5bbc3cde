"""Ruled tables of a PDF: a row is one line, and no word is lost for it."""

from intranet.extraction.formats.pdf.drawn_objects import drawn_objects
from intranet.extraction.formats.pdf.page_contents import layer_of, opened, opened_page
from intranet.extraction.layout.ruled_tables import grids_of, text_of
from intranet.extraction.sandbox.file_reading import extract

ROWS = (
    ("STT", "Nội dung công việc", "Đơn vị chủ trì"),
    ("1", "Rà soát thủ tục hành chính của toàn ngành trong năm", "Văn phòng Thanh tra tỉnh"),
    ("2", "Tập huấn kỹ năng số", "Phòng Nghiệp vụ 1 phối hợp với các phòng có liên quan"),
)


def printed(blank_pdf, file):
    pdf = blank_pdf()
    pdf.multi_cell(170, 7, "Danh mục nhiệm vụ kèm theo Kế hoạch", new_x="LMARGIN", new_y="NEXT")
    with pdf.table(col_widths=(10, 50, 40)) as table:
        for cells in ROWS:
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.multi_cell(170, 7, "Các đơn vị báo cáo trước ngày 15 hằng tháng.")
    pdf.output(str(file))
    return file


def test_a_row_of_a_ruled_table_is_one_line(blank_pdf, tmp_path):
    lines = extract(printed(blank_pdf, tmp_path / "bang.pdf")).pages[0].text.splitlines()
    assert [" | ".join(row) for row in ROWS] == lines[1:4]
    assert (lines[0], lines[4]) == (
        "Danh mục nhiệm vụ kèm theo Kế hoạch",
        "Các đơn vị báo cáo trước ngày 15 hằng tháng.",
    )


def test_a_page_without_rules_keeps_its_plain_text(as_pdf, plan):
    assert "|" not in extract(as_pdf(plan)).pages[0].text


def test_a_table_that_would_lose_a_word_is_left_alone(blank_pdf, tmp_path):
    file = printed(blank_pdf, tmp_path / "bang.pdf")
    with opened(file) as document, opened_page(document, 1) as page, layer_of(page) as layer:
        grids, words = grids_of(drawn_objects(page)), list(layer.placed_words())
        assert " | ".join(ROWS[0]) in text_of(grids, words, layer.text)
        assert text_of(grids, words, layer.text + " thêm") == ""


def test_an_empty_cell_keeps_its_place(blank_pdf, tmp_path):
    pdf = blank_pdf()
    with pdf.table(col_widths=(10, 50, 40)) as table:
        for cells in (("STT", "Nội dung", "Ghi chú"), ("1", "", "Không có")):
            row = table.row()
            for cell in cells:
                row.cell(cell)
    pdf.output(str(tmp_path / "trong.pdf"))
    lines = extract(tmp_path / "trong.pdf").pages[0].text.splitlines()
    assert lines == ["STT | Nội dung | Ghi chú", "1 |  | Không có"]

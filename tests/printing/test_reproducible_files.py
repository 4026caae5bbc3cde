"""A sheet that says the same is the same file, however the printer's memory was laid out."""

import io
from datetime import UTC, datetime
from itertools import permutations

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name

from intranet.printing.reproducible_files import reproducible_pdf

MADE = datetime(2026, 11, 1, 8, 30, tzinfo=UTC)
FONTS = ("LiberationSerif", "LiberationSerif-Bold", "LiberationSerif-Italic")


def printed(order: tuple[str, ...], word: bytes = b"BAO CAO", day: str = "01") -> bytes:
    """A sheet whose fonts were written in that order."""
    sheet = pikepdf.new()
    sheet.add_blank_page(page_size=(595, 842))
    kept = {
        name: sheet.make_indirect(Dictionary(Type=Name.Font, BaseFont=Name(f"/{name}")))
        for name in order
    }
    sheet.pages[0].Resources = Dictionary(
        Font=Dictionary({f"/F{FONTS.index(name) + 1}": one for name, one in kept.items()})
    )
    sheet.pages[0].Contents = sheet.make_stream(b"BT /F1 12 Tf (" + word + b") Tj ET")
    sheet.docinfo["/CreationDate"] = f"D:202611{day}080000Z"
    sheet.trailer["/DocChecksum"] = Name(f"/{day * 16}")
    sheet.trailer["/ID"] = Array([pikepdf.String(day * 8), pikepdf.String(day * 8)])
    out = io.BytesIO()
    sheet.save(out, preserve_pdfa=False)
    return out.getvalue()


@pytest.mark.parametrize("order", list(permutations(FONTS)))
def test_the_order_of_fonts_and_the_hour_of_printing_leave_no_trace(order: tuple[str, ...]) -> None:
    other = printed(order, day="02")
    assert other != printed(FONTS)
    assert reproducible_pdf(other, MADE) == reproducible_pdf(printed(FONTS), MADE)


def test_another_word_gives_another_file_with_another_mark() -> None:
    files = [reproducible_pdf(printed(FONTS, word), MADE) for word in (b"BAO CAO", b"TO TRINH")]
    marks = []
    for file in files:
        with pikepdf.open(io.BytesIO(file)) as sheet:
            marks.append(bytes(sheet.trailer["/ID"][1]))  # type: ignore[call-overload]
            assert str(sheet.docinfo["/CreationDate"]) == "D:20261101083000Z"
    assert files[0] != files[1]
    assert marks[0] != marks[1]

"""Documents for the tests of intake, as the office would get them."""

import io
from datetime import date
from functools import cache
from itertools import count

import docx
import pypdfium2
from docx.enum.text import WD_ALIGN_PARAGRAPH
from PIL import Image, ImageDraw, ImageFont

from config import Settings
from intranet.demo.invented_directives import load, render

NUMBERS = count(1)
BODY = "Các phòng nghiệp vụ căn cứ chức năng, nhiệm vụ được giao để tổ chức thực hiện."


def letter(
    symbol: str = "215/KH-UBND",
    *,
    day: date = date(2025, 8, 12),
    subject: str = "Phổ biến nghị quyết về chuyển đổi số trong cơ quan",
    mark: str = "",
    body: tuple[str, ...] = (),
    unlike: bool = True,
) -> bytes:
    """A plan of the provincial committee as DOCX; each call gives other bytes unless told."""
    document = docx.Document()
    header = document.add_table(rows=1, cols=2)
    left, right = header.rows[0].cells
    _lines(left, ("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN", f"Số: {symbol}"))
    where = f"Lạng Sơn, ngày {day.day} tháng {day.month} năm {day.year}"
    _lines(right, ("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do - Hạnh phúc", where))
    for words in (mark, "KẾ HOẠCH", subject):
        if words:
            _centred(document, words)
    for words in (*body, BODY):
        document.add_paragraph(words)
    if unlike:
        document.add_paragraph(f"Bản lưu thứ {next(NUMBERS)} của văn thư.")
    ends = document.add_table(rows=1, cols=2)
    _lines(ends.rows[0].cells[0], ("Nơi nhận:", "- Như trên;", "- Lưu: VT."))
    _lines(
        ends.rows[0].cells[1],
        ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH", "Hoàng Văn Mẫu"),
    )
    return _saved(document)


def long_report(paragraphs: int) -> bytes:
    """A DOCX that takes a while to read."""
    document = docx.Document()
    _centred(document, "BÁO CÁO")
    for number in range(paragraphs):
        document.add_paragraph(f"{number}. {BODY}")
    return _saved(document)


@cache
def plan_as_pdf() -> bytes:
    """The invented plan 211/KH-UBND of the demo as a PDF with a text layer."""
    return _typeset("pdf", "211/KH-UBND")


@cache
def scanned() -> bytes:
    """A paper of the demo as pictures of pages."""
    return _typeset("scan", "")


def blank_picture() -> bytes:
    """A picture of an empty sheet as PNG."""
    out = io.BytesIO()
    Image.new("L", (620, 877), 255).save(out, "PNG")
    return out.getvalue()


def scanned_secret() -> bytes:
    """The plan of the demo as a picture, with a mark of secrecy at its head."""
    page = pypdfium2.PdfDocument(plan_as_pdf())[0]
    picture = page.render(scale=150 / 72).to_pil().convert("L")
    fonts = sorted((Settings().instance / "fonts").rglob("*-700-normal.ttf"))
    font = ImageFont.truetype(str(fonts[0]), 34)
    ImageDraw.Draw(picture).text((130, 40), "TỐI MẬT", font=font, fill=20)
    out = io.BytesIO()
    picture.save(out, "PDF", resolution=150)
    return out.getvalue()


def _typeset(form: str, symbol: str) -> bytes:
    papers = (one for one in load() if one.format == form and symbol in ("", one.symbol))
    return render(next(papers), Settings().instance / "fonts")


def _lines(cell: object, words: tuple[str, ...]) -> None:
    cell.text = words[0]  # type: ignore[attr-defined]
    for one in words[1:]:
        cell.add_paragraph(one)  # type: ignore[attr-defined]


def _centred(document: object, words: str) -> None:
    paragraph = document.add_paragraph()  # type: ignore[attr-defined]
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    paragraph.add_run(words).bold = True


def _saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def blank() -> bytes:
    """A PDF of one empty page: nobody can read anything from it."""
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    return bytes(paper.output())


def locked_pdf() -> bytes:
    """A PDF that asks for a password."""
    from fpdf import FPDF

    paper = FPDF()
    paper.add_page()
    paper.set_font("Helvetica", size=12)
    paper.cell(text="Noi dung")
    paper.set_encryption(owner_password="chu", user_password="nguoi")
    return bytes(paper.output())

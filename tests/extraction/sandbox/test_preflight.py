"""The first look decides what is taken in at all."""

import io
import zipfile
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from intranet.extraction.sandbox.preflight import preflight
from tests.intake import sample_files


def looked(folder: Path, content: bytes, name: str = "van-ban.docx", seconds: float = 30):
    """The preflight of these bytes."""
    place = folder / "x"
    place.write_bytes(content)
    return preflight(place, name=name, seconds=seconds)


@pytest.mark.parametrize("form", ["docx", "pdf", "scan"])
def test_a_document_of_the_office_may_be_taken(tmp_path: Path, form: str) -> None:
    made = {
        "docx": sample_files.letter,
        "pdf": sample_files.plan_as_pdf,
        "scan": sample_files.scanned,
    }
    seen = looked(tmp_path, made[form](), "x.pdf")
    assert (seen.reason, seen.rule) == (None, "")
    assert seen.kind == ("docx" if form == "docx" else "pdf")


@pytest.mark.parametrize("mark", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_a_secrecy_mark_in_the_header_is_refused(tmp_path: Path, mark: str) -> None:
    seen = looked(tmp_path, sample_files.letter(mark=mark))
    assert seen.rule == "secret_mark"
    assert "dấu hiệu mật" in (seen.reason or "")


@pytest.mark.parametrize("mark", ["KHẨN", "HỎA TỐC", "LƯU HÀNH NỘI BỘ"])
def test_urgency_is_not_secrecy(tmp_path: Path, mark: str) -> None:
    assert looked(tmp_path, sample_files.letter(mark=mark)).reason is None


def test_a_document_about_secrets_is_no_secret(tmp_path: Path) -> None:
    about = sample_files.letter(subject="Thực hiện công tác bảo vệ bí mật nhà nước năm 2025")
    assert looked(tmp_path, about).reason is None


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "empty_file"),
        (b"\0" * 40, "empty_file"),
        (b"\x01\x02\x03\xfe" * 40, "unknown_kind"),
        (b"MZ" + b"\0" * 60 + b"x", "unknown_kind"),
        (b"%PDF-1.4\n%%EOF", "broken_file"),
        (b"PK\x03\x04 khong phai zip", "broken_file"),
    ],
)
def test_what_cannot_be_used_is_refused_with_a_sentence(
    tmp_path: Path, content: bytes, rule: str
) -> None:
    seen = looked(tmp_path, content)
    assert seen.rule == rule
    assert (seen.reason or "").endswith(".")


def test_a_password_is_found(tmp_path: Path) -> None:
    assert looked(tmp_path, sample_files.locked_pdf()).rule == "encrypted_file"


def test_a_cut_off_docx_is_broken(tmp_path: Path) -> None:
    assert looked(tmp_path, sample_files.letter()[:4000]).rule == "broken_file"


HEAD = ("ỦY BAN NHÂN DÂN", "TỈNH LẠNG SƠN", "Số: 12/KH-UBND")
TAIL = ("KẾ HOẠCH", "Về công tác năm 2026", "Nội dung công khai của kế hoạch.")


def typed(mark: str) -> str:
    """A plan as lines, with a mark below its number."""
    return "\n".join((*HEAD, mark, *TAIL))


def as_rtf(mark: str) -> bytes:
    """The plan as RTF with Unicode escapes."""
    lines = "\\par\n".join(
        "".join(letter if letter < "\x80" else f"\\u{ord(letter)}?" for letter in line)
        for line in typed(mark).split("\n")
    )
    return b"{\\rtf1\\ansi\\uc1 " + lines.encode() + b"}"


def as_page(mark: str) -> bytes:
    """The plan as HTML."""
    body = "".join(f"<p>{line}</p>" for line in typed(mark).split("\n"))
    return f"<!doctype html><html><meta charset=utf-8><body>{body}</body></html>".encode()


def as_sheet(mark: str) -> bytes:
    """The plan typed into a spreadsheet."""
    book = openpyxl.Workbook()
    for row, line in enumerate(typed(mark).split("\n"), 1):
        book.active.cell(row, 1, line)
    return saved(book)


def as_slides(mark: str) -> bytes:
    """The plan on one slide."""
    show = pptx.Presentation()
    slide = show.slides.add_slide(show.slide_layouts[1])
    slide.shapes[0].text_frame.text = mark or HEAD[0]
    slide.shapes[1].text_frame.text = typed("")
    return saved(show)


def as_open_text(mark: str) -> bytes:
    """The plan as an OpenDocument text."""
    lines = "".join(f"<text:p>{line}</text:p>" for line in typed(mark).split("\n"))
    names = "urn:oasis:names:tc:opendocument:xmlns:"
    content = (
        f'<office:document-content xmlns:office="{names}office:1.0" xmlns:text="{names}text:1.0">'
        f"<office:body><office:text>{lines}</office:text></office:body></office:document-content>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        packed.writestr("content.xml", content)
    return target.getvalue()


def in_a_box(mark: str) -> bytes:
    """A letter whose mark stands in a drawn frame, as typists make a stamp."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    box = (
        f'<w:p {nsdecls("w")} xmlns:v="urn:schemas-microsoft-com:vml"><w:r><w:pict><v:shape>'
        f"<v:textbox><w:txbxContent><w:p><w:r><w:t>{mark}</w:t></w:r></w:p></w:txbxContent>"
        "</v:textbox></v:shape></w:pict></w:r></w:p>"
    )
    document.element.body.insert(0, parse_xml(box))
    return saved(document)


def in_the_head(mark: str) -> bytes:
    """A letter whose mark stands in the page header."""
    document = docx.Document(io.BytesIO(sample_files.letter()))
    document.sections[0].header.paragraphs[0].text = mark
    return saved(document)


def saved(thing: Any) -> bytes:
    """The bytes of an Office document."""
    target = io.BytesIO()
    thing.save(target)
    return target.getvalue()


FORMS = {
    "rtf": as_rtf,
    "html": as_page,
    "xlsx": as_sheet,
    "pptx": as_slides,
    "odt": as_open_text,
    "text": lambda mark: typed(mark).encode(),
    "docx box": in_a_box,
    "docx head": in_the_head,
}


@pytest.mark.parametrize("form", FORMS)
def test_a_mark_is_seen_in_every_kind_that_holds_text(tmp_path: Path, form: str) -> None:
    assert looked(tmp_path, FORMS[form]("TUYỆT MẬT")).rule == "secret_mark"
    public = looked(tmp_path, FORMS[form]("HỎA TỐC"))
    assert (public.rule, public.kind) == ("", form.partition(" ")[0])


def test_a_file_that_takes_too_long_is_refused_in_words(tmp_path: Path) -> None:
    seen = looked(tmp_path, sample_files.letter(), seconds=0.001)
    assert seen.rule == "too_slow"

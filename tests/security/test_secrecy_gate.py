"""The secrecy gate sees what a person sees: wherever a mark stands, the file is not kept."""

import io
import shutil
from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from sqlalchemy import func, select

from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer.printable_forms import has_preview
from intranet.extraction.ocr import tesseract
from intranet.extraction.sandbox.isolated import extract_isolated
from intranet.extraction.sandbox.preflight import preflight
from intranet.extraction.sandbox.secrecy_gate import UNSEEN
from intranet.intake.processing.tasks import make_preview
from intranet.language.secrecy.examination import Secrecy, examine
from tests.extraction import marked_files as made
from tests.extraction import marked_pdfs as pdfs
from tests.extraction.sandbox.test_preflight import as_slides, saved
from tests.intake import desk, sample_files
from tests.making import Make
from tests.site import Site

HEAD = "UBND TỈNH LẠNG SƠN\nTHANH TRA TỈNH\nSố: 12/KH-TTr\n"
BODY = "\nKẾ HOẠCH\nVề công tác năm 2026\n" + "Nội dung công khai của kế hoạch.\n" * 60
PLACES: dict[str, Callable[[str], bytes]] = {
    "the head of each page in Word": made.renamed_header,
    "the foot of each page in Word": made.in_footer,
    "a watermark": made.watermark,
    "WordArt": made.word_art,
    "symbols in place of letters": made.symbols,
    "a file embedded in Word": made.embedded,
    "the header of a sheet": made.sheet_header,
    "a text box on a sheet": made.sheet_box,
    "the layout of slides": made.slide_layout,
    "the header of an OpenDocument text": made.open_text_header,
    "the header of an RTF file": made.rtf_header,
    "a remark in a PDF": pdfs.free_text,
    "a Word file attached to a PDF": pdfs.attached,
    "a PDF attached to a PDF": pdfs.attached_pdf,
    "letters below each other in a PDF": pdfs.vertical_pdf,
}
PICTURES: dict[str, Callable[[str], bytes]] = {
    "a red stamp over the text of a PDF": pdfs.stamped(pdfs.RED),
    "a black stamp over the text of a PDF": pdfs.stamped(pdfs.BLACK),
    "letters drawn with curves": pdfs.outlined,
    "the picture of a stamp in Word": made.pasted_picture,
}
needs_tesseract = pytest.mark.skipif(not tesseract.is_installed(), reason="no Tesseract here")


def rule(folder: Path, content: bytes) -> str:
    """What refuses a file, "" when it is taken."""
    place = folder / "x"
    place.write_bytes(content)
    return preflight(place, name="van-ban", seconds=60, look_seconds=60).rule


@pytest.mark.parametrize("place", PLACES)
def test_a_mark_is_seen_in(tmp_path: Path, place: str) -> None:
    assert rule(tmp_path, PLACES[place]("TỐI MẬT")) == "secret_mark"
    assert rule(tmp_path, PLACES[place]("HỎA TỐC")) == ""


@needs_tesseract
@pytest.mark.parametrize("place", PICTURES)
def test_a_mark_that_is_no_text_is_seen_as(tmp_path: Path, place: str) -> None:
    assert rule(tmp_path, PICTURES[place]("TỐI MẬT")) == "secret_mark"
    assert rule(tmp_path, PICTURES[place]("HỎA TỐC")) == ""


@needs_tesseract
def test_where_pictures_are_too_many_to_look_through_a_person_is_told_to_look(
    tmp_path: Path,
) -> None:
    crowded = made.crowded_pictures("HỎA TỐC")
    assert rule(tmp_path, crowded) == ""
    assert UNSEEN in extract_isolated(tmp_path / "x").warnings


MASKS = {
    "full-width letters": "ＭẬＴ",
    "mathematical letters": "𝐓𝐎̂́𝐈 𝐌𝐀̣̂𝐓",
    "letters without serifs": "𝖬Ậ𝖳",
    "letters in circles": "ⓂẬⓉ",
    "small capitals": "ᴍẬᴛ",
    "letters struck through": "M\u0336Ậ\u0336T\u0336",
    "letters below each other": "M\nẬ\nT",
    "words below each other, in pieces": "TỐI\nM\nẬT",
    "small letters": "mật",
    "small letters in brackets": "(tối mật)",
    "invisible signs between": "M\u2063Ậ\u202eT",
    "wide spaces": "M\u3000\u3000Ậ\u3000\u3000T",
}


@pytest.mark.parametrize("mask", MASKS)
def test_a_mark_is_read_through(mask: str) -> None:
    assert examine(HEAD + MASKS[mask] + BODY).verdict is Secrecy.BLOCK


@pytest.mark.parametrize(
    "words",
    [
        "Về việc quản lý, sử dụng tài liệu bảo vệ bí\nmật nhà nước",
        "Quán triệt Luật Bảo vệ bí mật nhà nước và giữ bí\nmật",
        "Số: 12\nM\nA\nT",
        "m²\n12\nm³",
        "Ｋế hoạch",
        "Mặt trận Tổ quốc",
        "mật độ xây dựng",
    ],
)
def test_words_that_only_look_alike_are_no_mark(words: str) -> None:
    assert examine(HEAD + words + BODY).verdict is Secrecy.CLEAR


def test_the_last_word_of_a_long_sentence_asks_for_a_person_and_refuses_nothing() -> None:
    words = "Tăng cường kiểm tra việc lập danh mục tài liệu\nmật"
    assert examine(HEAD + words + BODY).verdict is Secrecy.REVIEW


def test_slides_that_teach_the_degrees_are_no_secret(tmp_path: Path) -> None:
    assert rule(tmp_path, as_slides("")) == ""
    about = docx.Document(io.BytesIO(sample_files.letter()))
    about.sections[0].header.paragraphs[0].text = "Độ mật: Mật, Tối mật, Tuyệt mật"
    about.add_paragraph("Văn bản có ba độ: Mật, Tối mật, Tuyệt mật.")
    assert rule(tmp_path, saved(about)) == ""


@pytest.mark.parametrize("make_file", [sample_files.letter, sample_files.plan_as_pdf])
def test_an_open_document_of_the_office_is_taken(
    tmp_path: Path, make_file: Callable[[], bytes]
) -> None:
    assert rule(tmp_path, make_file()) == ""


@pytest.mark.libreoffice
@pytest.mark.skipif(not shutil.which("soffice"), reason="no LibreOffice here")
def test_what_only_the_print_of_an_old_file_shows_takes_it_out_again(
    site: Site, make: Make, tmp_path: Path
) -> None:
    site.sign_in(make.clerk())
    public = desk.on_desk(site, made.old_sheet("HỎA TỐC", tmp_path), "công khai.xls")
    secret = desk.on_desk(site, made.old_sheet("TUYỆT MẬT", tmp_path), "kín.xls")
    for number in (public, secret):  # on a busy machine LibreOffice may have taken too long
        if desk.item(number).file.size and not has_preview(desk.item(number).file):
            make_preview(desk.item(number).file_id)
            tasks().drain()
    queue = site.get("intake.queue").text
    assert "công khai.xls" in queue
    assert "kín.xls" not in queue
    texts = select(FilePage.file_id).distinct()
    assert set(db.session.scalars(texts)) == {desk.item(public).file_id}


def test_nothing_of_a_file_with_a_hidden_mark_is_kept(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    answer = desk.send(site, made.watermark("TUYỆT MẬT"), "thu.docx")
    assert answer.status_code == 400
    assert "dấu hiệu mật" in answer.json["error"]
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0

"""An Office original gets its paper: printed, divided like the print, with the places of facts."""

import unicodedata

import pypdfium2
import pytest
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import FilePage, StoredFile
from intranet.directives.viewer import printable_forms
from intranet.directives.viewer.page_pictures import drawn
from intranet.extraction.formats.legacy_office import libreoffice
from intranet.intake.models import FileReading
from intranet.intake.processing.reprocess import correct_page, page_for, reread_file
from intranet.intake.processing.suggestions import loaded
from intranet.intake.processing.tasks import make_preview, sweep_files
from intranet.people.models import StaffMember
from tests.intake import sample_files
from tests.intake.desk import item, on_desk
from tests.making import Make
from tests.site import Site

pytestmark = [
    pytest.mark.libreoffice,
    pytest.mark.skipif(not libreoffice.is_here(), reason="LibreOffice is missing"),
]
LAST = "Câu cuối riêng."


def pages(file: StoredFile) -> list[str]:
    """The kept text of each page."""
    query = select(FilePage.text).filter_by(file_id=file.id).order_by(FilePage.number)
    return list(db.session.scalars(query))


def printed(file: StoredFile) -> list[str]:
    """What stands on each sheet of its print."""
    with pypdfium2.PdfDocument(printable_forms.place_of(file.sha256)) as sheets:
        return [unicodedata.normalize("NFC", one.get_textpage().get_text_range()) for one in sheets]


def with_last(texts: list[str]) -> list[bool]:
    """On which pages the last sentence stands."""
    return [LAST in text for text in texts]


@pytest.fixture
def clerk(site: Site, make: Make) -> StaffMember:
    """The clerk who is signed in."""
    person = make.clerk()
    site.sign_in(person)
    return person


def test_a_word_file_is_divided_like_its_print_and_stays_so(site: Site, clerk: StaffMember) -> None:
    body = tuple(f"{n}. {sample_files.BODY}" for n in range(60))
    number = on_desk(site, sample_files.letter(body=(*body, LAST)))
    file = item(number).file
    assert printable_forms.has_preview(file)
    assert file.page_count == file.printed_pages == len(pages(file)) > 1
    assert with_last(pages(file)) == with_last(printed(file))
    assert drawn(file, file.page_count, 160).read_bytes().startswith(b"\x89PNG")

    page = site.get("intake.check", item_id=number)
    assert all(f"/trang/{n}.png" in page.html for n in range(1, file.page_count + 1))
    symbol = loaded(db.session.get_one(FileReading, file.id).facts).fact("symbol")
    assert symbol is not None
    assert symbol.box is not None
    assert symbol.box.page == 1

    correct_page(db.session, clerk, page_for(db.session, file, 2), "Trang hai gõ lại.")
    reread_file(db.session, clerk, file, "")
    db.session.commit()
    tasks().drain()
    db.session.rollback()
    assert pages(file)[1] == "Trang hai gõ lại."
    assert with_last(pages(file)) == with_last(printed(file))
    assert file.page_count == len(pages(file)) == file.printed_pages


def test_a_lost_print_is_made_again_and_an_old_store_gets_its_prints(
    site: Site, clerk: StaffMember
) -> None:
    file = item(on_desk(site, sample_files.letter())).file
    place = printable_forms.place_of(file.sha256)
    for lose in (lambda: place.unlink(), lambda: setattr(file, "printed_pages", None)):
        lose()
        db.session.commit()
        assert not printable_forms.has_preview(file)
        sweep_files()
        tasks().drain()
        db.session.rollback()
        assert printable_forms.has_preview(file)
        assert len(pages(file)) == file.printed_pages


def test_what_cannot_be_printed_keeps_its_text_and_is_not_tried_for_ever(
    site: Site, make: Make
) -> None:
    file = make.file(["Nội dung trang một."], kind="docx")
    assert printable_forms.is_being_made(file)
    make_preview(file.id)
    db.session.rollback()
    assert (file.printed_pages, pages(file)) == (0, ["Nội dung trang một."])
    assert not printable_forms.is_being_made(file)
    sweep_files()
    assert not tasks().waiting()

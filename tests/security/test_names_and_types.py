"""A file leaves the portal as what it is: no program travels under the name of a document."""

import io
import zipfile
from urllib.parse import unquote

import pytest
from sqlalchemy import select

from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.extraction.errors import MixedFile, UnknownKind
from intranet.extraction.formats.sniffing import sniff
from intranet.meetings.models import Material
from tests.intake import desk, sample_files
from tests.making import Make
from tests.meetings.making import called, loaded
from tests.site import Site

BATCH = b"@echo off\r\nstart calc.exe\r\nexit /b\r\n"
SCRIPT = b"<script>new ActiveXObject('WScript.Shell').Run('calc')</script>"


def pdf() -> bytes:
    """The plan of the demo."""
    return sample_files.plan_as_pdf()


def with_archive() -> bytes:
    """A PDF that is a ZIP too, with a program in it."""
    target = io.BytesIO(pdf())
    target.seek(0, io.SEEK_END)
    with zipfile.ZipFile(target, "a") as packed:
        packed.writestr("run.bat", BATCH)
    return target.getvalue()


def with_page() -> bytes:
    """A PDF that a browser or mshta.exe would run as a page."""
    first, rest = pdf().split(b"\n", 1)
    return b"\n".join((first, b"%" + SCRIPT, rest))


def picture_with_script() -> bytes:
    """A JPEG with a page behind its last byte."""
    from PIL import Image

    out = io.BytesIO()
    Image.new("L", (400, 560), 255).save(out, "JPEG")
    return out.getvalue() + SCRIPT


def handed_out(site: Site, endpoint: str, **where: int) -> tuple[str, str]:
    """The name and the type that a download says."""
    address = site.url(endpoint, **where)
    db.session.rollback()
    with site.client.get(address) as answer:
        assert answer.status_code == 200
        answer.get_data()
    db.session.rollback()
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    given = answer.headers["Content-Disposition"]
    assert given.startswith("attachment;")
    name = given.rpartition("filename*=UTF-8''")[2] or given.rpartition("filename=")[2]
    return unquote(name).strip('"'), answer.headers["Content-Type"].partition(";")[0]


@pytest.mark.parametrize("front", [BATCH, SCRIPT, b"GET / HTTP/1.1\r\n\r\n", b"\0MZ", b"REM \n"])
def test_nothing_may_stand_in_front_of_a_pdf(site: Site, make: Make, front: bytes) -> None:
    with pytest.raises(MixedFile, match="in lại ra PDF"):
        sniff(front + pdf())
    site.sign_in(make.clerk())
    answer = desk.send(site, front + pdf(), "Báo cáo.pdf")
    assert answer.status_code == 400
    assert "nội dung lạ đứng trước" in answer.json["error"]


@pytest.mark.parametrize("front", [b"", b"\xef\xbb\xbf", b"\r\n\r\n", b"\0" * 900])
def test_blanks_in_front_of_a_pdf_do_no_harm(front: bytes) -> None:
    assert sniff(front + pdf()).kind == "pdf"


def test_a_pdf_farther_in_than_readers_look_is_no_pdf() -> None:
    with pytest.raises(UnknownKind):
        sniff(b"Xin " * 300 + pdf())


POLYGLOTS = {
    "run.bat": (pdf, ".pdf", "application/pdf"),
    "a.hta": (with_page, ".pdf", "application/pdf"),
    "b.html": (with_page, ".pdf", "application/pdf"),
    "c.zip": (with_archive, ".pdf", "application/pdf"),
    "d.jar": (with_archive, ".pdf", "application/pdf"),
    "e.exe": (sample_files.letter, ".docx", None),
    "f.js": (picture_with_script, ".jpg", "image/jpeg"),
    "g.cmd": (lambda: BATCH + "Kính gửi văn thư".encode(), ".txt", "text/plain"),
    "h.hta": (lambda: b"<html><body>" + SCRIPT + b"Xin chao</body></html>", ".html", None),
    "i.pdf": (pdf, ".pdf", "application/pdf"),
    "j.PDF.scr": (pdf, ".pdf", "application/pdf"),
}


@pytest.mark.parametrize("name", POLYGLOTS)
def test_what_is_published_ends_as_what_it_was_read_as(site: Site, make: Make, name: str) -> None:
    content, ending, media_type = POLYGLOTS[name]
    site.sign_in(make.clerk())
    number = desk.on_desk(site, content(), name)
    on_desk, _type = handed_out(site, "intake.original", item_id=number)
    assert on_desk.endswith(ending)
    published = make.directive(file=desk.item(number).file)
    where = {"directive_id": published.id, "version_id": published.latest.id}
    taken, told = handed_out(site, "directives.original", **where)
    assert taken.endswith(ending)
    assert told == (media_type or told)
    assert "html" not in told


def test_a_material_of_a_meeting_ends_as_what_it_is_alone_and_in_the_bundle(
    site: Site, make: Make
) -> None:
    number, clerk = called(make).id, make.clerk()
    own = clerk.id
    site.sign_in(clerk)
    form = {"file": (io.BytesIO(pdf()), "tai lieu.bat"), "attested": "y"}
    assert site.post("meetings.add_materials", form, meeting_id=number).status_code == 302
    tasks().drain()
    db.session.remove()
    site.sign_in(loaded(own))
    material = db.session.scalars(select(Material)).one()
    where = {"meeting_id": number, "material_id": material.id}
    assert handed_out(site, "meetings.material_file", **where)[0].endswith(".pdf")
    with site.client.get(site.url("meetings.bundle", meeting_id=number)) as answer:
        names = zipfile.ZipFile(io.BytesIO(answer.get_data())).namelist()
    assert [name.rpartition(".")[2] for name in names] == ["pdf"]

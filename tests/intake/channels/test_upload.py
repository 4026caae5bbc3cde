"""Files come in one by one; what must not be here leaves nothing."""

import io
import os
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from config import Settings
from intranet import create_app
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.core.task_queue import tasks
from intranet.directives.models import StoredFile
from intranet.intake.models import Arrival, FileReading, IntakeItem, ReadingState
from tests.intake import sample_files
from tests.intake.desk import AS_JSON, item, on_desk, post, send
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def kept_files() -> list[Path]:
    """Every file below the store, the waiting ones too."""
    return [one for one in storage().root.rglob("*") if one.is_file()]


def acts() -> list[AuditEntry]:
    """The audit trail, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(AuditEntry).order_by(AuditEntry.id)))


def test_a_file_is_taken_read_and_waits_to_be_checked(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter("37/KH-UBND"), "ke hoach.docx")
    answer = clerk.fetch("intake.progress", id=[number]).get_json()
    (row,) = answer["items"]
    assert (row["stage"], row["name"], row["done"]) == ("to_check", "ke hoach.docx", True)
    assert row["words"] == "Chờ kiểm tra"
    assert row["url"] == clerk.url("intake.check", item_id=number)


def test_the_script_may_ask_for_many_files_at_once(clerk: Site) -> None:
    one, two = (on_desk(clerk, sample_files.letter()) for _ in range(2))
    answer = clerk.fetch("intake.progress", ids=f"{one},{two},x,99999").get_json()
    assert [row["id"] for row in answer["items"]] == [one, two]


def test_the_upload_page_shows_what_came_in(clerk: Site) -> None:
    assert "Chưa có tệp nào" in clerk.get("intake.upload").text
    on_desk(clerk, sample_files.letter(), "cong-van-den.docx")
    page = clerk.get("intake.upload")
    assert "cong-van-den.docx" in page.text
    assert "Không soạn thảo, lưu giữ bí mật nhà nước trên hệ thống này" in page.text


def test_nothing_is_taken_without_the_attestation(clerk: Site) -> None:
    answer = post(clerk, {"file": (io.BytesIO(sample_files.letter()), "a.docx")}, AS_JSON)
    assert answer.status_code == 400
    assert "xác nhận tệp không chứa bí mật nhà nước" in answer.json["error"]
    assert kept_files() == []


def test_the_plain_form_takes_several_files_and_says_what_became_of_each(clerk: Site) -> None:
    files = [(io.BytesIO(sample_files.letter()), "a.docx"), (io.BytesIO(b""), "rong.pdf")]
    answer = post(clerk, {"file": files, "attested": "y"})
    assert answer.status_code == 302
    page = clerk.get("intake.upload")
    assert "a.docx: Đã nhận, đợi máy đọc." in page.text
    assert "Tệp rỗng" in page.text
    assert "rong.pdf" not in page.text


def test_a_form_without_a_file_is_told_so(clerk: Site) -> None:
    answer = clerk.post("intake.receive", data={"attested": "y"})
    assert answer.status_code == 400
    assert "Chưa chọn tệp nào" in answer.get_data(as_text=True)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "Tệp rỗng"),
        (b"\x00\x01\x02\x03" * 50, "Không nhận ra loại tệp"),
        (b"%PDF-1.7\nkhong co gi", "Tệp bị hỏng"),
        (b"PK\x03\x04 hong", "Tệp bị hỏng"),
        (b"MZ\x90\x00" + b"\0" * 100, "chương trình"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_its_reason(
    clerk: Site, content: bytes, words: str
) -> None:
    answer = send(clerk, content, "van-ban.pdf")
    assert answer.status_code == 400
    assert words in answer.json["error"]
    assert kept_files() == []
    assert db.session.scalar(select(IntakeItem)) is None


def test_a_file_with_a_password_is_refused(clerk: Site) -> None:
    answer = send(clerk, sample_files.locked_pdf(), "mat-khau.pdf")
    assert answer.status_code == 400
    assert "mật khẩu" in answer.json["error"]


def test_a_file_that_is_too_large_leaves_nothing(
    settings: Settings, make: Make, clerk: Site
) -> None:
    small = create_app(replace(settings, max_upload_mb=0))
    answer = send(Site(small).sign_in(make.clerk()), sample_files.letter(), "to.docx")
    assert answer.status_code == 413
    assert "Tệp quá lớn" in answer.json["error"]
    assert kept_files() == []
    assert acts()[-1].act == "file.refused"


@pytest.mark.parametrize("name", ["cong-van.docx", "TỐI MẬT ke hoach.docx"])
def test_a_secret_paper_leaves_no_trace_but_an_audit_line_without_its_name(
    clerk: Site, settings: Settings, name: str
) -> None:
    secret = sample_files.letter("08/KH-UBND", mark="MẬT", subject="Nội dung không được lộ")
    answer = send(clerk, secret, name)
    assert answer.status_code == 400
    assert "dấu hiệu mật" in answer.json["error"]
    assert name not in answer.get_data(as_text=True)
    line = acts()[-1]
    assert (line.act, line.detail["rule"]) == ("file.refused", "secret_mark")
    assert set(line.detail) == {"rule", "size"}
    db.session.rollback()
    assert db.session.scalar(select(StoredFile)) is None
    assert kept_files() == []
    for folder, _folders, files in os.walk(settings.data):
        for file in files:
            content = (Path(folder) / file).read_bytes()
            assert "không được lộ".encode() not in content
            assert name.encode() not in content


def test_the_same_bytes_twice_are_one_item(clerk: Site) -> None:
    content = sample_files.letter()
    assert on_desk(clerk, content, "a.docx") == on_desk(clerk, content, "b.docx")
    assert len(list(db.session.scalars(select(StoredFile)))) == 1


def test_bytes_that_are_published_lead_to_their_directive(clerk: Site, make: Make) -> None:
    number = on_desk(clerk, content := sample_files.letter("9/KH-UBND"))
    directive = make.directive(file=item(number).file)
    answer = send(clerk, content)
    assert answer.json["state"] == "duplicate"
    assert answer.json["url"] == clerk.url("directives.show", directive_id=directive.id)


def test_a_scan_waits_for_the_clerk_in_the_end(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.scanned(), "scan.pdf")
    (row,) = clerk.fetch("intake.progress", id=number).get_json()["items"]
    # Where no recogniser is installed the row says that the letters could not be read.
    assert row["stage"] in {"to_check", "needs_recognition"}
    assert row["done"]


def test_a_file_may_come_in_as_a_new_version(clerk: Site, make: Make) -> None:
    directive = make.directive()
    page = clerk.get("intake.upload", ban_moi_cua=directive.id)
    assert f"Tải bản mới của {directive.symbol}" in page.text
    number = on_desk(clerk, sample_files.letter(), ban_moi_cua=directive.id)
    assert item(number).new_version_of_id == directive.id


def test_a_secret_mark_found_late_wipes_the_file_and_how_it_came(clerk: Site) -> None:
    number = on_desk(clerk, sample_files.letter(), "sau-nay-moi-lo.docx")
    from intranet.intake.processing import extract_files

    db.session.rollback()
    work = db.session.get_one(FileReading, item(number).file_id)
    extract_files.isolate(db.session, work)
    db.session.commit()
    tasks().drain()
    assert kept_files() == []
    wiped = item(number)
    assert "sau-nay" not in wiped.name + wiped.file.name
    assert db.session.get_one(FileReading, wiped.file_id).state is ReadingState.FAILED
    assert db.session.scalars(select(Arrival)).all() == []


def test_only_the_clerk_may_upload(site: Site, make: Make) -> None:
    for person in (make.staff(), make.leader(), make.unit_head(), make.admin()):
        site.sign_in(person)
        site.get("intake.upload", status=403)
        assert send(site, sample_files.letter()).status_code == 403
    assert kept_files() == []

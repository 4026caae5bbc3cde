"""Uploaded parcels: an item for each file in them, and nothing of the parcel itself."""

import io
import json
import zipfile
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import func, select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.core.task_queue import tasks
from intranet.directives.models import StoredFile
from intranet.intake.models import Arrival, Fate, IntakeItem
from tests.intake import sample_files
from tests.intake.desk import post, send
from tests.intake.sample_packages import zipped
from tests.making import Make
from tests.site import Site


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A site with a clerk signed in."""
    return site.sign_in(make.clerk())


def lines(answer: Any) -> list[dict[str, Any]]:
    """The rows of a parcel as the page ends up showing them: its own last word first."""
    assert answer.status_code == 200, answer.get_data(as_text=True)
    assert answer.mimetype == "application/x-ndjson"
    db.session.rollback()
    found = [json.loads(line) for line in answer.get_data(as_text=True).splitlines()]
    head = [row for row in found if row.get("parcel")]
    return [head[-1], *(row for row in found if not row.get("parcel"))]


def left_waiting() -> list[Path]:
    """What lies outside the store."""
    return list(storage().waiting.iterdir()) if storage().waiting.is_dir() else []


def test_every_member_becomes_an_item_and_the_archive_is_not_kept(clerk: Site) -> None:
    content = zipped({"a.docx": sample_files.letter(), "con/b.pdf": sample_files.plan_as_pdf()})
    head, first, second = lines(send(clerk, content, "dot-1.zip"))
    assert head["words"] == "2 văn bản đã nhận"
    assert [first["name"], second["name"]] == ["a.docx", "b.pdf"]
    assert "tệp nén dot-1.zip" in first["why"]
    kinds = set(db.session.scalars(select(StoredFile.kind)))
    assert kinds == {"docx", "pdf"}
    assert left_waiting() == []
    db.session.rollback()
    tasks().drain()
    answer = clerk.fetch("intake.progress", id=[first["id"], second["id"]]).get_json()
    assert [row["stage"] for row in answer["items"]] == ["to_check", "to_check"]
    assert "tệp nén dot-1.zip" in answer["items"][0]["why"]


def test_a_member_that_cannot_be_used_is_refused_alone(clerk: Site) -> None:
    files = {"a.docx": sample_files.letter(), "chay.exe": b"MZ" + b"\0" * 100, "rong.pdf": b""}
    head, *rows = lines(send(clerk, zipped(files), "dot.zip"))
    assert head["words"] == "1 văn bản đã nhận, 2 không nhận"
    assert [row["state"] for row in rows] == ["received", "refused", "refused"]
    assert "chương trình" in rows[1]["why"]
    assert db.session.scalar(select(func.count()).select_from(IntakeItem)) == 1


def test_a_secret_member_leaves_no_name(clerk: Site) -> None:
    files = {
        "ke-hoach-kin.docx": sample_files.letter(mark="TỐI MẬT"),
        "a.docx": sample_files.letter(),
    }
    answer = send(clerk, zipped(files), "dot.zip")
    _head, secret, plain = lines(answer)
    assert (secret["state"], plain["state"]) == ("refused", "received")
    assert "ke-hoach-kin" not in answer.get_data(as_text=True)
    entry = db.session.scalars(select(Arrival).filter_by(fate=Fate.REFUSED)).one()
    assert (entry.name, entry.parcel, entry.rule) == ("", "", "secret_mark")
    trail = db.session.scalars(select(AuditEntry).filter_by(act="file.refused")).one()
    assert "ke-hoach-kin" not in json.dumps(trail.detail)


@pytest.mark.parametrize("name", ["../../etc/passwd", "/tuyet-doi.pdf", "a/../../b.pdf"])
def test_a_path_that_leads_outside_refuses_the_whole_archive(clerk: Site, name: str) -> None:
    (row,) = lines(send(clerk, zipped({"a.docx": sample_files.letter(), name: b"x"}), "x.zip"))
    assert row["state"] == "refused"
    assert db.session.scalar(select(StoredFile)) is None
    assert left_waiting() == []


def test_a_bomb_refuses_the_whole_archive(clerk: Site) -> None:
    content = zipped({"a.docx": sample_files.letter(), "bom.txt": b"0" * (300 << 20)})
    assert len(content) < 1 << 20
    (row,) = lines(send(clerk, content, "bom.zip"))
    assert row["state"] == "refused"
    assert db.session.scalar(select(StoredFile)) is None


def test_an_archive_with_a_password_is_refused(clerk: Site) -> None:
    content = bytearray(zipped({"a.txt": b"noi dung"}))
    for mark, at in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(mark) + at] |= 1
    answer = send(clerk, bytes(content), "khoa.zip")
    assert "mật khẩu" in answer.json["why"]
    assert db.session.scalar(select(StoredFile)) is None


@pytest.mark.parametrize("name", ["b.zip", "b.pdf"])
def test_an_archive_in_an_archive_is_not_opened(clerk: Site, name: str) -> None:
    inner = zipped({"b.docx": sample_files.letter()})
    rows = lines(send(clerk, zipped({name: inner}), "x.zip"))
    assert rows[-1]["state"] == "refused"
    assert "ệp nén" in rows[-1]["why"]
    assert db.session.scalar(select(StoredFile)) is None


def test_an_empty_archive_says_so(clerk: Site) -> None:
    (row,) = lines(send(clerk, zipped({"__MACOSX/._a": b"x"}), "x.zip"))
    assert row["state"] == "refused"


def test_the_same_archive_twice_makes_nothing_twice(clerk: Site) -> None:
    content = zipped({"a.docx": sample_files.letter(), "b.docx": sample_files.letter()})
    first, second = (lines(send(clerk, content, "x.zip")) for _ in range(2))
    assert [row["id"] for row in first] == [row["id"] for row in second]
    assert "trùng từng byte" in second[1]["why"]
    assert db.session.scalar(select(func.count()).select_from(IntakeItem)) == 2


def test_the_plain_form_tells_about_every_member(clerk: Site) -> None:
    content = zipped({"a.docx": sample_files.letter(), "b.exe": b"MZ" + b"\0" * 99})
    post(clerk, {"file": (io.BytesIO(content), "x.zip"), "attested": "y"})
    page = clerk.get("intake.upload")
    assert "a.docx: Đã nhận, đợi máy đọc." in page.text
    assert "chương trình" in page.text


def test_a_word_file_is_no_parcel(clerk: Site) -> None:
    answer = send(clerk, sample_files.letter(), "a.docx")
    assert answer.mimetype == "application/json"
    assert zipfile.is_zipfile(io.BytesIO(sample_files.letter()))

"""The gate before the store: marks, harm and typed words are refused and leave nothing."""

import io
import os
import socket
import threading
import time
import zipfile
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from intranet.core.application import Portal
from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.models import StoredFile
from intranet.directives.secrecy_check import SecretTyped, must_be_public
from intranet.intake.channels.originals import store_original
from intranet.intake.models import FileReading, ReadingState
from intranet.intake.quarantine import erasure
from intranet.intake.quarantine.refusals import Refused, StillReading
from tests.intake import sample_files
from tests.intake.desk import item, on_desk, send
from tests.making import Make
from tests.site import Site

SECRET_NAME = "Ke hoach Hoacuckimvang.docx"


@pytest.fixture
def clerk(site: Site, make: Make) -> Site:
    """A clerk at the desk."""
    return site.sign_in(make.clerk())


def leftovers(settings: Settings) -> list[Path]:
    """Every file below the folder of originals."""
    return [one for one in settings.uploads.rglob("*") if one.is_file()]


def last_act() -> AuditEntry:
    """The newest line of the trail."""
    entry = db.session.scalars(select(AuditEntry).order_by(AuditEntry.id.desc())).first()
    assert entry is not None
    return entry


@pytest.mark.parametrize("mark", ["MẬT", "T Ố I  M Ậ T", "TUYỆT MẬT"])
def test_a_marked_paper_leaves_a_line_without_name_or_hash(
    clerk: Site, settings: Settings, mark: str
) -> None:
    answer = send(clerk, sample_files.letter(mark=mark), SECRET_NAME)
    assert answer.status_code == 400
    assert leftovers(settings) == []
    assert db.session.scalars(select(StoredFile)).all() == []
    entry = last_act()
    assert entry.act == "file.refused"
    assert set(entry.detail) <= {"rule", "size", "door"}
    assert SECRET_NAME not in (settings.instance / "portal.sqlite3").read_bytes().decode("latin-1")


def test_a_marked_member_of_an_archive_is_refused(clerk: Site, settings: Settings) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as packed:
        packed.writestr("a.docx", sample_files.letter())
        packed.writestr("b.docx", sample_files.letter(mark="TUYỆT MẬT"))
    told = send(clerk, target.getvalue(), "goi.zip").get_data(as_text=True)
    assert "dấu hiệu mật" in told
    kept = db.session.scalars(select(StoredFile)).all()
    assert len(kept) <= 1
    assert len(leftovers(settings)) == len(kept)
    acts = db.session.scalars(select(AuditEntry).filter_by(act="file.refused")).all()
    assert [entry.detail["rule"] for entry in acts] == ["secret_mark"]


def test_a_scan_that_is_not_examined_yet_is_not_published(clerk: Site, make: Make) -> None:
    from intranet.intake.review.actions import publish_version

    number = on_desk(clerk, sample_files.letter())
    directive = make.directive()
    for state in (ReadingState.RECEIVED, ReadingState.READING, ReadingState.RECOGNISING):
        found = item(number)
        db.session.get_one(FileReading, found.file_id).state = state
        db.session.flush()
        with pytest.raises(StillReading):
            publish_version(
                db.session, make.clerk(), found, found.revision, directive, "", True, None
            )
        db.session.rollback()


class Scanner:
    """Answers every file with the same words."""

    def __init__(self, place: Path, words: bytes) -> None:
        self.listening = socket.socket(socket.AF_UNIX)
        self.listening.bind(str(place))
        self.listening.listen()
        self.words = words
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                while not line.recv(1 << 16).endswith(b"\0\0\0\0"):
                    pass
                line.sendall(self.words + b"\0")


@pytest.mark.parametrize(
    ("words", "rule"),
    [(b"stream: Harm FOUND", "infected"), (b"stream: broken ERROR", "scanner_silent")],
)
def test_what_the_scanner_objects_to_is_not_taken(
    app: Portal, make: Make, settings: Settings, tmp_path: Path, words: bytes, rule: str
) -> None:
    from dataclasses import replace

    scanner = Scanner(tmp_path / "clamd.sock", words)
    chosen = replace(settings, clamd_socket=str(tmp_path / "clamd.sock"))
    app.provide(chosen)
    content = io.BytesIO(sample_files.letter())
    with scanner.listening, pytest.raises(Refused) as caught:
        store_original(db.session, make.clerk(), content, SECRET_NAME)
    assert caught.value.rule == rule
    assert leftovers(settings) == []
    assert SECRET_NAME not in str(last_act().detail)


def test_a_clean_file_passes_the_scanner(
    app: Portal, make: Make, settings: Settings, tmp_path: Path
) -> None:
    from dataclasses import replace

    scanner = Scanner(tmp_path / "clamd.sock", b"stream: OK")
    chosen = replace(settings, clamd_socket=str(tmp_path / "clamd.sock"))
    app.provide(chosen)
    content = io.BytesIO(sample_files.letter())
    with scanner.listening:
        kept = store_original(db.session, make.clerk(), content, "x.docx")
    assert storage().path(kept.sha256).exists()


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [("MẬT", ""), ("", "34/KH-UBND(M)"), ("Tối mật", ""), ("M Ậ T", ""), ("", "12-KH/TU (TuM)")],
)
def test_typed_marks_are_refused(typed: str, symbol: str) -> None:
    with pytest.raises(SecretTyped):
        must_be_public(typed, symbol=symbol)


@pytest.mark.parametrize(
    ("typed", "symbol"),
    [
        ("Tuyên truyền Luật Bảo vệ bí mật nhà nước", "34/KH-UBND"),
        ("Đổi mật khẩu định kỳ", "12-KH/TU"),
        ("", ""),
    ],
)
def test_words_about_secrets_may_be_typed(typed: str, symbol: str) -> None:
    must_be_public(typed, symbol=symbol)


def test_a_secret_number_is_refused_on_the_check_page(clerk: Site) -> None:
    from tests.intake.desk import filled

    number = on_desk(clerk, sample_files.letter())
    fields = filled(clerk, number, symbol="34/KH-UBND(M)")
    assert clerk.post("intake.check", fields, item_id=number).status_code == 400
    fields["do"] = "draft"
    assert clerk.post("intake.check", fields, item_id=number).status_code == 400
    assert "(M)" not in str(item(number).draft)


def test_what_a_dead_upload_left_is_swept(app: Flask) -> None:
    waiting = storage().waiting
    waiting.mkdir(parents=True, exist_ok=True)
    old, fresh = waiting / "old", waiting / "fresh"
    for place in (old, fresh):
        place.write_bytes(b"unexamined")
    past = time.time() - erasure.ABANDONED.total_seconds() - 1
    os.utime(old, (past, past))
    erasure.sweep_arrivals()
    assert [one.name for one in waiting.iterdir()] == ["fresh"]


def test_what_was_drawn_while_its_original_was_wiped_is_swept(
    app: Flask, make: Make, settings: Settings
) -> None:
    kept = make.file().sha256
    for folder, name in (("pictures", "{}-1-1000.png"), ("previews", "{}.pdf")):
        (settings.instance / folder).mkdir()
        for sha256 in (kept, "f" * 64):
            (settings.instance / folder / name.format(sha256)).write_bytes(b"x")
    erasure.sweep_derived()
    left = [
        one.name
        for name in ("pictures", "previews")
        for one in (settings.instance / name).iterdir()
    ]
    assert sorted(left) == sorted([f"{kept}-1-1000.png", f"{kept}.pdf"])

"""The mail drop, against a real (small) IMAP server: every attachment once, mails kept in order."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from email.message import EmailMessage
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from intranet import create_app
from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import StoredFile
from intranet.intake.channels.arrivals import arrivals_of, came_from
from intranet.intake.channels.mail_channel import poll_mail
from intranet.intake.channels.mail_message import parse_mail
from intranet.intake.channels.models import ChannelPoll, MailSeen
from intranet.intake.models import Arrival, Channel, Fate, IntakeItem
from tests.intake import sample_files
from tests.intake.mail_server import HOST, USER, WORD, MailServer, mail_server
from tests.intake.sample_packages import package, zipped
from tests.making import Make

SENDER = "may-quet@co-quan.gov.vn"
DOCX = ("application", "vnd.openxmlformats-officedocument.wordprocessingml.document")


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server with an empty folder."""
    with mail_server(tmp_path) as made:
        yield made


@pytest.fixture
def drop(settings: Settings, server: MailServer) -> Iterator[Flask]:
    """A portal that looks into that server's folder."""
    with drop_at(settings, server) as app:
        yield app


def drop_at(settings: Settings, server: MailServer, **changes: Any) -> Any:
    """The context of a portal with these settings, with a clerk in whose name it takes files."""
    values: dict[str, Any] = {
        "doors_as": "vanthu", "imap_host": HOST, "imap_port": server.port, "imap_user": USER,
        "imap_password": WORD, "imap_ca": str(server.certificate),
        "mail_senders": "@co-quan.gov.vn",
    }  # fmt: skip
    app = create_app(replace(settings, **{**values, **changes}))
    context = app.app_context()
    with context:
        if not Make(db.session).session.scalar(select(func.count()).select_from(MailSeen)):
            Make(db.session).clerk(username="vanthu")
    return context


def mail(*files: tuple[str, bytes], subject: str = "Kế hoạch mới", **heads: str) -> EmailMessage:
    """A mail with these files hanging on it."""
    made = EmailMessage()
    values = {"From": SENDER, "To": USER, "Subject": subject, "Message-ID": "<1@may-quet>"}
    given = {name.replace("_", "-"): value for name, value in heads.items()}
    for name, value in {**values, "Date": "Mon, 23 Nov 2026 08:00:00 +0700", **given}.items():
        made[name] = value
    made.set_content("Kính gửi văn thư.")
    for name, content in files:
        made.add_attachment(content, *DOCX, filename=name)
    return made


def items() -> list[IntakeItem]:
    """All items, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(IntakeItem).order_by(IntakeItem.id)))


def look() -> ChannelPoll:
    """How the mail drop is."""
    db.session.rollback()
    return db.session.get_one(ChannelPoll, Channel.MAIL)


def test_attachments_become_items_that_know_their_sender(drop: Flask, server: MailServer) -> None:
    sent = server.put(bytes(mail(("Kế hoạch 37.docx", sample_files.letter()))))
    poll_mail()
    (item,) = items()
    assert item.name == "Kế hoạch 37.docx"
    assert item.uploaded_by.username == "vanthu"
    (source,) = arrivals_of(db.session, item.id)
    assert came_from(source) == f"Thư điện tử, {SENDER}, Kế hoạch mới"
    assert r"\Seen" in sent.flags
    assert look().well_at is not None
    acts = set(db.session.scalars(select(AuditEntry.act)))
    assert {"file.received", "item.arrived"} <= acts


def test_nothing_of_a_mail_comes_twice(drop: Flask, server: MailServer) -> None:
    raw = bytes(mail(("scan.docx", sample_files.letter())))
    for _ in range(2):
        server.put(raw)
        poll_mail()
    assert len(items()) == 1
    assert len(list(db.session.scalars(select(Arrival)))) == 1


def test_scanners_may_give_every_file_the_same_name(drop: Flask, server: MailServer) -> None:
    for number in range(2):
        heads = {"Date": f"Mon, 23 Nov 2026 08:0{number}:00 +0700"}
        server.put(bytes(mail(("scan.docx", sample_files.letter()), **heads)))
    poll_mail()
    assert [item.name for item in items()] == ["scan.docx", "scan.docx"]


def test_a_mail_that_was_cut_short_is_finished_later(
    drop: Flask, server: MailServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    from intranet.intake.channels import mail_channel

    sent = server.put(
        bytes(mail(("a.docx", sample_files.letter()), ("b.docx", sample_files.letter())))
    )
    parsed = parse_mail(sent.raw)
    clerk = items() or db.session.scalars(select(MailSeen)).all()
    assert clerk == []
    half = replace(parsed, files=parsed.files[:1])
    by = db.session.scalars(select(Arrival.by_id)).first() or 1
    mail_channel._receive_files(half, "Kế hoạch mới", by)  # the worker died after the first file
    assert r"\Seen" not in sent.flags
    poll_mail()
    assert [item.name for item in items()] == ["a.docx", "b.docx"]
    assert len(list(db.session.scalars(select(Arrival)))) == 2


def test_done_mails_go_to_their_folder(settings: Settings, tmp_path: Path) -> None:
    for can_move in (True, False):
        with (
            mail_server(tmp_path, can_move=can_move) as server,
            drop_at(settings, server, imap_done_folder="Da nhan"),
        ):
            server.put(bytes(mail(("a.docx", sample_files.letter()), Message_ID=f"<{can_move}>")))
            poll_mail()
            assert look().error == ""
            assert server.folders["INBOX"] == []
            assert len(server.folders["Da nhan"]) == 1


def test_only_listed_senders_are_heard(drop: Flask, server: MailServer) -> None:
    server.put(bytes(mail(("a.docx", sample_files.letter()), From="Ai Đó <la@noi-khac.example>")))
    poll_mail()
    assert items() == []
    entry = db.session.scalars(select(Arrival)).one()
    assert (entry.fate, entry.sender) == (Fate.REFUSED, "la@noi-khac.example")
    assert "MAIL_SENDERS" in entry.reason


def test_a_parcel_in_a_mail_is_opened(drop: Flask, server: MailServer) -> None:
    archive = zipped({"b.docx": sample_files.letter(), "c.docx": sample_files.letter()})
    made = mail(("goi.zip", archive), ("vb.edxml", package({"d.docx": sample_files.letter()})))
    server.put(bytes(made))
    poll_mail()
    assert [item.name for item in items()] == ["b.docx", "c.docx", "d.docx"]


def test_a_secret_attachment_leaves_the_mail_for_a_person(drop: Flask, server: MailServer) -> None:
    secret = ("kin.docx", sample_files.letter(mark="MẬT"))
    sent = server.put(bytes(mail(("a.docx", sample_files.letter()), secret, subject="Về việc kín")))
    poll_mail()
    assert [item.name for item in items()] == ["a.docx"]
    assert sent.flags == {r"\Seen", r"\Flagged"}
    entries = list(db.session.scalars(select(Arrival).order_by(Arrival.id)))
    assert [one.title for one in entries] == ["", ""]
    assert (entries[1].name, entries[1].sender) == ("", "")
    assert len(list(db.session.scalars(select(StoredFile)))) == 1


def test_a_mail_without_files_says_so(drop: Flask, server: MailServer) -> None:
    server.put(bytes(mail()))
    poll_mail()
    entry = db.session.scalars(select(Arrival)).one()
    assert "không kèm tệp" in entry.reason


def test_a_mail_that_is_too_large_is_not_fetched(settings: Settings, server: MailServer) -> None:
    with drop_at(settings, server, max_upload_mb=0):
        server.put(bytes(mail(("a.docx", sample_files.letter()))))
        poll_mail()
        assert "quá lớn" in db.session.scalars(select(Arrival)).one().reason
        assert not any("BODY" in words for words in server.heard)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"imap_password": "sai"}, "Máy chủ thư từ chối"),
        ({"imap_folder": "khong-co"}, "Máy chủ thư từ chối"),
        ({"imap_ca": ""}, "không được tin cậy"),
        ({"imap_port": 1}, "Không kết nối được"),
        ({"imap_password": "mật-khẩu"}, "Máy chủ thư từ chối"),
        ({"doors_as": "khong-ai"}, "DOORS_AS"),
    ],
)
def test_what_goes_wrong_is_said_and_tried_later_and_later(
    settings: Settings, server: MailServer, changes: dict[str, Any], words: str
) -> None:
    with drop_at(settings, server, **changes):
        poll_mail()
        found = look()
        assert words in found.error
        assert (found.failures, found.claimed_at) == (1, None)
        assert found.next_at is not None
        first_wait = found.next_at - now()
        poll_mail()  # it is not due yet
        assert look().failures == 1
        look().next_at = now()
        db.session.commit()
        poll_mail()
        later = look()
        assert later.failures == 2
        assert later.next_at is not None
        assert later.next_at - now() > first_wait + timedelta(minutes=1)


def test_only_one_worker_looks_at_a_time(drop: Flask, server: MailServer) -> None:
    server.put(bytes(mail(("a.docx", sample_files.letter()))))
    db.session.add(ChannelPoll(channel=Channel.MAIL, claimed_at=now()))
    db.session.commit()
    poll_mail()
    assert items() == []
    look().claimed_at = now() - timedelta(hours=1)  # that worker is dead
    db.session.commit()
    poll_mail()
    assert len(items()) == 1

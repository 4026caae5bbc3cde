"""Only a listed sender's mail is taken in, and nobody can pass for one by how From is written."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings
from intranet.core.database import db
from intranet.intake.channels.mail_channel import poll_mail
from intranet.intake.models import Arrival, Fate, IntakeItem
from tests.intake import sample_files
from tests.intake.channels.test_mail_channel import drop_at, mail
from tests.intake.mail_server import MailServer, mail_server

OFFICE, EVIL = "vanthu@langson.gov.vn", "evil@x.com"
OWN = "mx.langson.gov.vn"
GOOD = f"{OWN}; spf=pass smtp.mailfrom={OFFICE}; dmarc=pass (p=reject) header.from=langson.gov.vn"


@pytest.fixture
def server(tmp_path: Path) -> Iterator[MailServer]:
    """A mail server with an empty folder."""
    with mail_server(tmp_path) as made:
        yield made


@pytest.fixture
def drop(settings: Settings, server: MailServer) -> Iterator[Flask]:
    """A portal that hears only the province's office and believes From."""
    with drop_at(settings, server, mail_senders=OFFICE) as app:
        yield app


@pytest.fixture
def strict(settings: Settings, server: MailServer) -> Iterator[Flask]:
    """The same, but its own mail server must vouch for the sender."""
    changes = {"mail_senders": OFFICE, "mail_trusted_authserv": OWN}
    with drop_at(settings, server, **changes) as app:
        yield app


def sent(server: MailServer, sender: str, *heads: str) -> str:
    """What became of a mail with this From line, as it stands, below these headers."""
    raw = bytes(mail(("Kế hoạch.docx", sample_files.letter()), From="?@?"))
    raw = raw.replace(b"From: ?@?", b"\n".join(one.encode() for one in (*heads, f"From: {sender}")))
    server.put(raw)
    poll_mail()
    arrival = db.session.scalars(select(Arrival)).one()
    taken = len(db.session.scalars(select(IntakeItem)).all())
    assert taken == (arrival.fate is Fate.TAKEN)
    return arrival.rule if arrival.fate is Fate.REFUSED else "taken"


@pytest.mark.parametrize(
    "sender",
    [
        OFFICE,
        f"<{OFFICE}>",
        f"Văn thư <{OFFICE}>",
        f'"Văn thư, Sở A" <{OFFICE.upper()}>',
        f"=?utf-8?q?V=C4=83n_th=C6=B0?=\n <{OFFICE}>",
        f'"{OFFICE}" <{OFFICE}>',
        f"{OFFICE} (Văn thư)",
    ],
)
def test_an_honest_sender_is_heard_however_mail_programs_write_the_name(
    drop: Flask, server: MailServer, sender: str
) -> None:
    assert sent(server, sender) == "taken"


@pytest.mark.parametrize(
    "sender",
    [
        f"=?utf-8?q?vanthu=40langson=2Egov=2Evn?= <{EVIL}>",
        f"=?utf-8?q?=3Cvanthu=40langson=2Egov=2Evn=3E?= <{EVIL}>",
        f"=?utf-8?b?dmFudGh1QGxhbmdzb24uZ292LnZu?=, {EVIL}",
        f"{OFFICE} <{EVIL}>",
        f"{OFFICE}, {EVIL}",
        f"{EVIL}, {OFFICE}",
        f"{OFFICE}\n <{EVIL}>",
        f"<{OFFICE}> <{EVIL}>",
        f"<{EVIL}> <{OFFICE}>",
        f'"<{OFFICE}>" <{EVIL}>',
        f"({OFFICE}) {EVIL}",
        f"{EVIL} ({OFFICE})",
        f"a group: {OFFICE}, {EVIL};",
        f'"{OFFICE} <{EVIL}>',
        f"{OFFICE}@x.com",
        f"{OFFICE}\0@x.com",
        f"=?utf-8?q?{OFFICE.replace('@', '=40')}?=",
    ],
)
def test_nobody_passes_for_a_listed_sender_by_how_the_name_is_written(
    drop: Flask, server: MailServer, sender: str
) -> None:
    assert sent(server, sender) in ("sender_unclear", "sender_not_listed")


def test_a_mail_with_two_senders_or_none_is_refused_in_plain_words(
    drop: Flask, server: MailServer
) -> None:
    assert sent(server, OFFICE, f"From: {EVIL}") == "sender_unclear"
    arrival = db.session.scalars(select(Arrival)).one()
    assert "đúng một địa chỉ" in arrival.reason
    assert (arrival.sender, arrival.title) == ("", "")


@pytest.mark.parametrize(
    "results",
    [
        "mx.khac.vn; spf=fail smtp.mailfrom=x.com; dkim=fail header.d=x.com; dmarc=fail",
        "mx.khac.vn; spf=pass smtp.mailfrom=x.com; dmarc=fail header.from=langson.gov.vn",
        "mx.khac.vn; spf=fail smtp.mailfrom=x.com",
    ],
)
def test_a_mail_that_a_server_calls_forged_is_refused_without_any_setting(
    drop: Flask, server: MailServer, results: str
) -> None:
    assert sent(server, OFFICE, f"Authentication-Results: {results}") == "sender_not_verified"


@pytest.mark.parametrize(
    "results",
    [
        GOOD,
        GOOD.upper().replace("PASS", "pass"),
        f"{OWN} 1; dkim=pass header.d=mail.langson.gov.vn header.s=k1",
        f"{OWN};\n spf=pass (a remark; dmarc=fail) smtp.mailfrom=langson.gov.vn",
    ],
)
def test_what_the_own_server_vouches_for_is_taken(
    strict: Flask, server: MailServer, results: str
) -> None:
    assert sent(server, OFFICE, f"Authentication-Results: {results}") == "taken"


@pytest.mark.parametrize(
    "heads",
    [
        (),
        ("mx.evil.com; dmarc=pass header.from=langson.gov.vn",),
        (f"{OWN}; none",),
        (f"{OWN}; spf=pass smtp.mailfrom=x.com; dkim=pass header.d=x.com",),
        (f"{OWN}; spf=pass smtp.mailfrom=evil@xlangson.gov.vn",),
        (f"{OWN}; spf=pass smtp.mailfrom=langson.gov.vn.x.com",),
        (f'{OWN}; spf=pass smtp.mailfrom="; dmarc=pass header.from=langson.gov.vn "@x.com',),
        (f"{OWN}; spf=pass (; dmarc=pass header.from=langson.gov.vn ;) smtp.mailfrom=x.com",),
        (f"{OWN}; spf=pass smtp.mailfrom=x.com", GOOD),
        (f"{OWN}; spf=softfail smtp.mailfrom=langson.gov.vn",),
    ],
)
def test_nothing_is_taken_that_the_own_server_does_not_vouch_for(
    strict: Flask, server: MailServer, heads: tuple[str, ...]
) -> None:
    written = (f"Authentication-Results: {one}" for one in heads)
    assert sent(server, OFFICE, *written) == "sender_not_verified"
    reason = db.session.scalars(select(Arrival.reason)).one()
    assert re.search(r"SPF.*giả mạo.*gọi", reason)

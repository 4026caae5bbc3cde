"""What hangs on a mail: files by readable names, without logos and plumbing."""

import pytest

from intranet.intake.channels.mail_message import parse_mail
from intranet.intake.channels.mail_sender import is_allowed
from tests.intake.channels.test_mail_channel import SENDER, mail


@pytest.mark.parametrize(
    ("listed", "allowed"),
    [("", False), ("*", True), (SENDER, True), ("khac@x.vn; @CO-QUAN.gov.vn", True),
     ("@quan.gov.vn", False), ("may-quet@khac.vn", False)],
)  # fmt: skip
def test_the_list_of_senders_names_addresses_and_domains(listed: str, allowed: bool) -> None:
    assert is_allowed(SENDER, listed) is allowed


def test_logos_of_a_signature_and_plumbing_are_left_out() -> None:
    made = mail(("a.docx", b"PK gia"))
    made.add_attachment(b"\x89PNG" + b"0" * 900, "image", "png", cid="<logo>", disposition="inline")
    made.add_attachment(b"BEGIN:VCALENDAR", "text", "calendar", filename="moi.ics")
    made.add_attachment(b"\xff\xd8\xff" + b"0" * 900, "image", "jpeg", filename="chup.jpg")
    assert [name for name, _data in parse_mail(bytes(made)).files] == ["a.docx", "chup.jpg"]


def test_a_forwarded_mail_is_opened_one_level_deep() -> None:
    deepest = mail(("sau-nhat.docx", b"PK 3"))
    inner = mail(("ben-trong.docx", b"PK 2"))
    inner.add_attachment(deepest)
    outer = mail(("ngoai.docx", b"PK 1"))
    outer.add_attachment(inner)
    names = [name for name, _data in parse_mail(bytes(outer)).files]
    assert names == ["ngoai.docx", "ben-trong.docx"]


def test_names_in_old_and_broken_encodings_stay_readable() -> None:
    raw = (
        b"From: =?utf-8?b?VsSDbiB0aMawIA==?= <a@b.vn>\n"
        b"Subject: =?utf-8?q?K=E1=BA=BF_ho=E1=BA=A1ch?="
        b'\nMIME-Version: 1.0\nContent-Type: application/pdf; name="=?utf-8?q?V=C4=83n_b=E1=BA=A3n.'
        b'pdf?="\nContent-Transfer-Encoding: base64\n\nJVBERi0=\n'
    )
    found = parse_mail(raw)
    assert (found.sender, found.subject) == ("a@b.vn", "Kế hoạch")
    assert found.files[0][0] == "Văn bản.pdf"
    assert parse_mail(b"From: \xff\xfe\n\nxin chao").files == ()

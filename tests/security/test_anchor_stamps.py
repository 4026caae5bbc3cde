"""What others keep of an anchor, a letter or a stamp, tells even of who has the portal's key."""

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from asn1crypto import keys, x509
from asn1crypto.tsp import TimeStampReq
from cryptography import x509 as pyca
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.sign.timestamps.dummy_client import DummyTimeStamper
from sqlalchemy import select, text

from config import Settings
from intranet.core.anchors.anchor_file import append_anchor, read_anchors, signed
from intranet.core.anchors.anchoring import (
    UNSTAMPED,
    anchor_chains,
    newest_note,
    stamp_anchor,
)
from intranet.core.application import Portal
from intranet.core.clock import now
from intranet.core.database import db
from intranet.people.notifications.models import Letter
from intranet.people.notifications.smtp import as_mail
from tests.copies import anchored, numbers
from tests.making import Make
from tests.reading.making import confirm, given


def test_anchors_are_mailed_and_the_letter_names_nobody(
    app: Portal, make: Make, settings: Settings
) -> None:
    app.provide(replace(settings, anchor_mail="neo@luutru.vn", smtp_host="localhost",
                        mail_from="cong@thanhtra.vn"))  # fmt: skip
    person = make.staff(full_name="Hoàng Văn Thụ")
    confirm(person, given(make))
    db.session.commit()
    anchor_chains("day")
    letter = db.session.scalars(select(Letter)).one()
    assert (letter.recipient, letter.staff_id) == ("neo@luutru.vn", None)
    assert settings.anchors.read_text(encoding="utf-8").strip() in letter.text
    assert "Hoàng Văn Thụ" not in letter.text
    assert as_mail(letter, settings)["To"] == "neo@luutru.vn"
    db.session.execute(text("DROP TRIGGER audit_entry_no_delete"))
    db.session.execute(text("DELETE FROM audit_entry"))
    db.session.commit()
    anchor_chains("day")
    warning = db.session.scalars(select(Letter).order_by(Letter.id.desc())).first()
    assert warning is not None
    assert warning.urgent
    assert "cả chuỗi đã bị xóa trắng" in warning.text


@pytest.fixture
def authority(tmp_path: Path) -> Iterator[tuple[str, Path]]:
    """A stamping authority of this test: its address, and the folder with its certificate."""
    certificate, key = self_made_certificate()
    stamper = DummyTimeStamper(certificate, key)

    class Stamping(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            asked = TimeStampReq.load(self.rfile.read(int(self.headers["Content-Length"])))
            body = stamper.request_tsa_response(asked).dump()
            self.send_response(200)
            self.send_header("Content-Type", "application/timestamp-reply")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_words: object) -> None:
            """Say nothing."""

    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "tsa.der").write_bytes(certificate.dump())
    with ThreadingHTTPServer(("127.0.0.1", 0), Stamping) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/", roots
        server.shutdown()
        thread.join()


def self_made_certificate() -> tuple[x509.Certificate, keys.PrivateKeyInfo]:
    """A certificate that may stamp and signed itself, and its key."""
    key = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    name = pyca.Name([pyca.NameAttribute(NameOID.COMMON_NAME, "Dau thoi gian thu nghiem")])
    built = (
        pyca.CertificateBuilder().subject_name(name).issuer_name(name)
        .public_key(key.public_key()).serial_number(7)
        .not_valid_before(now() - timedelta(days=1)).not_valid_after(now() + timedelta(days=9))
        .add_extension(pyca.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    plain = serialization.NoEncryption()
    der, pkcs8 = serialization.Encoding.DER, serialization.PrivateFormat.PKCS8
    return (
        x509.Certificate.load(built.public_bytes(der)),
        keys.PrivateKeyInfo.load(key.private_bytes(der, pkcs8, plain)),
    )


def test_an_anchor_is_stamped_and_a_stamp_of_another_anchor_is_named(
    app: Portal, settings: Settings, authority: tuple[str, Path]
) -> None:
    address, roots = authority
    app.provide(replace(settings, tsa_url=address, signature_roots=str(roots)))
    anchored()
    anchored()
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 0, done.output
    assert "2 mốc có dấu thời gian" in done.output
    lines = settings.anchors.read_text(encoding="utf-8")
    swapped = lines.replace('"stamp_of":1', '"stamp_of":0').replace('"stamp_of":2', '"stamp_of":1')
    settings.anchors.write_text(swapped, encoding="utf-8")
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "dấu thời gian của mốc số 1 không phải của mốc này" in done.output


def test_anchors_rewritten_later_under_an_earlier_time_are_named_by_their_stamp(
    app: Portal, settings: Settings, authority: tuple[str, Path]
) -> None:
    """Whoever has the portal's key too cannot stamp in the past."""
    address, roots = authority
    app.provide(replace(settings, tsa_url=address, signature_roots=str(roots)))
    anchored()
    anchor = read_anchors(settings.anchors).anchors[0]
    dated = replace(anchor, made_at=(now() - timedelta(days=30)).isoformat())
    settings.anchors.unlink()
    append_anchor(settings.anchors, signed(dated, settings.anchor_key))
    stamp_anchor(1)
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "mốc đã được viết lại sau" in done.output


def test_a_stamp_of_an_unknown_authority_is_named(
    app: Portal, settings: Settings, authority: tuple[str, Path], tmp_path: Path
) -> None:
    address, roots = authority
    app.provide(replace(settings, tsa_url=address, signature_roots=str(roots)))
    anchored()
    other, _key = self_made_certificate()
    (roots / "tsa.der").write_bytes(other.dump())
    done = app.test_cli_runner().invoke(args=["audit", "verify"])
    assert done.exit_code == 1
    assert "không được tin cậy" in done.output


def test_an_authority_that_is_away_costs_the_stamp_and_no_anchor(
    app: Portal, settings: Settings
) -> None:
    app.provide(replace(settings, tsa_url="http://127.0.0.1:9/"))
    anchored()
    assert numbers(settings) == [(1, "day")]
    assert newest_note(db.session, UNSTAMPED).detail["number"] == 1

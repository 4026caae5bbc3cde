"""A mail server on the loopback that speaks enough SMTP, in good moods and bad."""

import base64
import contextlib
import socketserver
import ssl
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from email import message_from_bytes, policy
from email.message import EmailMessage
from ipaddress import ip_address
from pathlib import Path
from threading import Thread

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

HOST = "127.0.0.1"
USER, WORD = "cong", "mot-hai-ba"


class PostOffice(socketserver.ThreadingTCPServer):
    """What arrived stands in `mails`; the moods decide what it answers."""

    allow_reuse_address = True
    daemon_threads = True

    def __init__(self, folder: Path | None = None) -> None:
        super().__init__((HOST, 0), _Talk)
        self.port: int = self.server_address[1]
        self.mails: list[EmailMessage] = []
        self.heard: list[str] = []
        self.greeting = "220 ready"
        self.recipients: dict[str, str] = {}
        self.sender = self.data = "250 fine"
        self.drops_in_data = 0
        self.seconds = 0.0
        self.wants_password = False
        self.context: ssl.SSLContext | None = None
        self.certificate = Path()
        if folder:
            self.certificate, key = self_signed(folder)
            self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
            self.context.load_cert_chain(self.certificate, key)

    def handle_error(self, *_about: object) -> None:
        """A client that goes away in the middle is no news."""

    @property
    def subjects(self) -> list[str]:
        """The subjects of what arrived."""
        return [str(mail["Subject"]) for mail in self.mails]


class _Talk(socketserver.StreamRequestHandler):
    server: PostOffice

    def handle(self) -> None:
        self._say(self.server.greeting)
        while line := self.rfile.readline():
            words = line.decode().strip()
            self.server.heard.append(words)
            verb = words.upper().split(" ")[0].split(":")[0]
            if verb == "QUIT":
                self._say("221 bye")
                return
            if not getattr(self, f"_{verb.lower()}", self._unknown)(words):
                return

    def _say(self, words: str) -> bool:
        with contextlib.suppress(OSError):
            self.wfile.write(words.encode() + b"\r\n")
        return True

    def _unknown(self, _words: str) -> bool:
        return self._say("502 unknown")

    def _ehlo(self, _words: str) -> bool:
        offers = ["250-office"]
        if self.server.context and not isinstance(self.connection, ssl.SSLSocket):
            offers.append("250-STARTTLS")
        if self.server.wants_password:
            offers.append("250-AUTH PLAIN")
        return self._say("\r\n".join([*offers, "250 8BITMIME"]))

    def _starttls(self, _words: str) -> bool:
        assert self.server.context
        self._say("220 go on")
        super().finish()
        self.connection = self.server.context.wrap_socket(
            self.connection, server_side=True, do_handshake_on_connect=False
        )
        self.connection.do_handshake()
        self.rfile = self.connection.makefile("rb", -1)
        self.wfile = self.connection.makefile("wb", 0)  # type: ignore[assignment]
        return True

    def finish(self) -> None:
        """Close what was talked over, a secured line too."""
        super().finish()
        self.connection.close()

    def _auth(self, words: str) -> bool:
        given = base64.b64decode(words.split()[-1]).decode().split("\0")
        return self._say("235 in" if given[1:] == [USER, WORD] else "535 wrong password")

    def _mail(self, _words: str) -> bool:
        return self._say(self.server.sender)

    def _rcpt(self, words: str) -> bool:
        address = words.partition("<")[2].partition(">")[0]
        return self._say(self.server.recipients.get(address, "250 fine"))

    def _rset(self, _words: str) -> bool:
        return self._say("250 fine")

    def _data(self, _words: str) -> bool:
        self._say("354 go on")
        lines = []
        while (line := self.rfile.readline()) not in (b".\r\n", b""):
            lines.append(line)
            if self.server.drops_in_data:
                self.server.drops_in_data -= 1
                return False
        time.sleep(self.server.seconds)
        if self.server.data.startswith("2"):
            found = message_from_bytes(b"".join(lines), policy=policy.default)
            assert isinstance(found, EmailMessage)
            self.server.mails.append(found)
        return self._say(self.server.data)


@contextmanager
def open_office(folder: Path | None = None) -> Iterator[PostOffice]:
    """A post office for as long as the block lasts; with a folder it can speak TLS."""
    with PostOffice(folder) as office:
        thread = Thread(target=office.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        yield office
        office.shutdown()
        thread.join(5)


def self_signed(folder: Path) -> tuple[Path, Path]:
    """A certificate for this machine and its key, as files."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    start = datetime.now(UTC) - timedelta(days=1)
    made = (
        x509.CertificateBuilder()
        .subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(1).not_valid_before(start).not_valid_after(start + timedelta(days=9))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), False)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = serialization.Encoding.PEM
    form, none = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    places = folder / "office.pem", folder / "office.key"
    places[0].write_bytes(made.public_bytes(pem))
    places[1].write_bytes(key.private_bytes(pem, form, none))
    return places

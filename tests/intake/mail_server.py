"""A mail server on the loopback that speaks enough IMAP4rev1 over TLS for the mail drop."""

import re
import socket
import ssl
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

USER, WORD = "nhan-van-ban", "mot-hai-ba"
HOST = "127.0.0.1"


class Mail:
    """One mail in a folder: its bytes and flags."""

    def __init__(self, uid: int, raw: bytes) -> None:
        self.uid, self.raw = uid, raw
        self.flags: set[str] = set()


class MailServer:
    """Folders of mails behind one account; every command it got stands in `heard`."""

    def __init__(self, folder: Path, *, can_move: bool = True) -> None:
        self.folders: dict[str, list[Mail]] = {"INBOX": [], "Da nhan": []}
        self.heard: list[str] = []
        self.can_move = can_move
        self.next_uid = 1
        self.certificate, key = _certificate(folder)
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        self.context.load_cert_chain(self.certificate, key)
        self.listener = socket.create_server((HOST, 0))
        self.port: int = self.listener.getsockname()[1]
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def put(self, raw: bytes) -> Mail:
        """A mail that nobody has read."""
        mail = Mail(self.next_uid, raw.replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"))
        self.next_uid += 1
        self.folders["INBOX"].append(mail)
        return mail

    def close(self) -> None:
        """Stop listening and wait for the thread."""
        self.listener.shutdown(socket.SHUT_RDWR)
        self.listener.close()
        self.thread.join(5)

    def _serve(self) -> None:
        while True:
            try:
                link, _address = self.listener.accept()
            except OSError:
                return
            try:
                with self.context.wrap_socket(link, server_side=True) as secured:
                    _Talk(self, secured).run()
            except (OSError, ssl.SSLError):
                continue
            finally:
                link.close()


class _Talk:
    """One connection: commands in, answers out."""

    def __init__(self, server: MailServer, link: ssl.SSLSocket) -> None:
        self.server, self.link = server, link
        self.lines = link.makefile("rb")
        self.folder = "INBOX"

    def run(self) -> None:
        """Greet, then answer until the other side goes."""
        self._say("* OK ready")
        for line in self.lines:
            tag, _space, words = line.decode().strip().partition(" ")
            self.server.heard.append(words)
            name = words.split()[0].upper()
            rest = words[len(name) :].strip()
            if name == "UID":
                name, _space, rest = rest.partition(" ")
                name = f"uid_{name}"
            answer = getattr(self, f"_{name.lower()}", self._unknown)(rest)
            self._say(f"{tag} {answer}")
            if name == "LOGOUT":
                break
        self.lines.close()

    def _say(self, words: str) -> None:
        self.link.sendall(words.encode() + b"\r\n")

    def _unknown(self, _rest: str) -> str:
        return "BAD unknown command"

    def _capability(self, _rest: str) -> str:
        more = " MOVE" if self.server.can_move else " UIDPLUS"
        self._say(f"* CAPABILITY IMAP4rev1{more}")
        return "OK done"

    def _login(self, rest: str) -> str:
        right = rest.split() == [USER, f'"{WORD}"']
        return "OK in" if right else "NO [AUTHENTICATIONFAILED] wrong password"

    def _select(self, rest: str) -> str:
        self.folder = rest.strip('"')
        if self.folder not in self.server.folders:
            return "NO no such folder"
        self._say(f"* {len(self._mails())} EXISTS")
        return "OK [READ-WRITE] selected"

    def _logout(self, _rest: str) -> str:
        self._say("* BYE")
        return "OK bye"

    def _mails(self) -> list[Mail]:
        return self.server.folders[self.folder]

    def _mail(self, uid: str) -> tuple[int, Mail]:
        place = next(n for n, one in enumerate(self._mails()) if one.uid == int(uid))
        return place + 1, self._mails()[place]

    def _uid_search(self, _rest: str) -> str:
        found = [str(one.uid) for one in self._mails() if r"\Seen" not in one.flags]
        self._say(" ".join(["* SEARCH", *found]))
        return "OK searched"

    def _uid_fetch(self, rest: str) -> str:
        uid, _space, what = rest.partition(" ")
        number, mail = self._mail(uid)
        if "RFC822.SIZE" in what:
            self._say(f"* {number} FETCH (RFC822.SIZE {len(mail.raw)} UID {uid})")
        else:
            self._say(f"* {number} FETCH (UID {uid} BODY[] {{{len(mail.raw)}}}")
            self.link.sendall(mail.raw + b")\r\n")
        return "OK fetched"

    def _uid_store(self, rest: str) -> str:
        uid, _space, what = rest.partition(" ")
        self._mail(uid)[1].flags |= set(re.findall(r"\\\w+", what))
        return "OK stored"

    def _uid_copy(self, rest: str) -> str:
        uid, _space, target = rest.partition(" ")
        self.server.folders[target.strip('"')].append(self._mail(uid)[1])
        return "OK copied"

    def _uid_move(self, rest: str) -> str:
        self._uid_copy(rest)
        self._mails().remove(self._mail(rest.split()[0])[1])
        return "OK moved"

    def _uid_expunge(self, rest: str) -> str:
        self._mails().remove(self._mail(rest)[1])
        return "OK expunged"


def _certificate(folder: Path) -> tuple[Path, Path]:
    """A certificate for the loopback that signs itself, and its key."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, HOST)])
    moment = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(moment - timedelta(days=1))
        .not_valid_after(moment + timedelta(days=1))
        .add_extension(
            x509.SubjectAlternativeName([x509.IPAddress(ip_address(HOST))]), critical=False
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    places = folder / "may-chu.pem", folder / "may-chu.key"
    places[0].write_bytes(made.public_bytes(serialization.Encoding.PEM))
    form = serialization.PrivateFormat.PKCS8
    plain = serialization.NoEncryption()
    places[1].write_bytes(key.private_bytes(serialization.Encoding.PEM, form, plain))
    return places


@contextmanager
def mail_server(folder: Path, *, can_move: bool = True) -> Iterator[MailServer]:
    """A server that listens for as long as the block lasts."""
    server = MailServer(folder, can_move=can_move)
    try:
        yield server
    finally:
        server.close()

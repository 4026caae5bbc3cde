"""A mail as it came from the server: who sent it and which files hang on it. Pure."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_bytes
from email.errors import HeaderParseError
from email.header import decode_header, make_header
from email.message import Message
from email.policy import compat32
from itertools import islice
from mimetypes import guess_extension
from typing import cast

from intranet.intake.channels.mail_sender import authentication_results, sender_of
from intranet.intake.quarantine.refusals import MailUnreadable

MOST_PARTS = 60
SMALL_PICTURE = 100_000
"""Bytes up to which a picture inside a mail's own text is taken for a logo or a signature."""
PLUMBING = {
    "text/calendar",
    "application/pkcs7-signature",
    "application/x-pkcs7-signature",
    "application/pgp-signature",
    "application/ms-tnef",
    "message/delivery-status",
    "message/disposition-notification",
}
"""What mail programs add on their own account."""


@dataclass(frozen=True)
class MailMessage:
    """A mail: the digest it is known by, who sent it, its subject, its files with their names.

    `sender` is "" where the From header is not plain; `results` are what servers say of it.
    """

    key: str
    sender: str
    subject: str
    files: tuple[tuple[str, bytes], ...]
    results: tuple[str, ...] = ()


def parse_mail(raw: bytes) -> MailMessage:
    """What is in a mail; pictures of signatures and plumbing are left out.

    Forwarded mails are opened one level deep. Raises MailUnreadable.
    """
    try:
        message = message_from_bytes(raw, policy=compat32)
        files = tuple(_files(message))
    except RecursionError as error:
        raise MailUnreadable from error
    subject, results = _decoded(message.get("Subject")), authentication_results(message)
    return MailMessage(_key(message, raw), sender_of(message), subject, files, results)


def _key(message: Message, raw: bytes) -> str:
    """By what the mail is known again: some scanners give every mail the same Message-ID."""
    named, *more = (str(message.get(name, "")) for name in ("Message-ID", "Date", "From"))
    identity = "\n".join((named.strip(), *more)).encode("utf-8", "replace")
    return hashlib.sha256(identity if named.strip() else raw).hexdigest()


def _files(message: Message) -> Iterator[tuple[str, bytes]]:
    parts = islice(_leaves(message, forwarded=False), MOST_PARTS)
    for number, part in enumerate(parts):
        if _is_body(part) or part.get_content_type() in PLUMBING:
            continue
        data = part.get_payload(decode=True)
        if isinstance(data, bytes) and data and not _is_logo(part, len(data)):
            yield _name(part, number), data


def _leaves(message: Message, *, forwarded: bool) -> Iterator[Message]:
    """The parts that hold something; a forwarded mail is opened once and not again inside."""
    is_mail = message.get_content_type() == "message/rfc822"
    if message.is_multipart() and not (is_mail and forwarded):
        for part in cast("list[Message]", message.get_payload()):
            yield from _leaves(part, forwarded=forwarded or is_mail)
    elif not is_mail:
        yield message


def _is_body(part: Message) -> bool:
    """The words of the mail itself: not a file that was hung on it."""
    plain = part.get_content_type() in ("text/plain", "text/html")
    return plain and part.get_content_disposition() != "attachment" and not part.get_filename()


def _is_logo(part: Message, size: int) -> bool:
    picture = part.get_content_maintype() == "image"
    hung = part.get_content_disposition() == "attachment"
    return picture and size < SMALL_PICTURE and "Content-ID" in part and not hung


def _name(part: Message, number: int) -> str:
    given = _decoded(part.get_filename()).replace("\\", "/").rsplit("/", 1)[-1].strip()
    return given or f"tep-{number + 1}{guess_extension(part.get_content_type()) or ''}"


def _decoded(written: object) -> str:
    """A header as readable text on one line."""
    if written is None:
        return ""
    try:
        words = str(make_header(decode_header(str(written))))
    except (HeaderParseError, LookupError, UnicodeError, ValueError):
        words = str(written)
    return " ".join(words.encode("utf-8", "replace").decode().replace("\0", "").split())

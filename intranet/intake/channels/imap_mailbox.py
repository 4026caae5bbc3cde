"""A folder of a mail server by IMAP, over TLS only."""

import re
import ssl
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from imaplib import IMAP4, IMAP4_SSL
from typing import Any

from config import Settings

SECONDS = 30
MOST_LISTED = 500


@dataclass(frozen=True)
class ImapMailbox:
    """An open folder of a mail server; mails are named by their UID.

    Raises IMAP4.error, ssl.SSLError and OSError.
    """

    link: IMAP4_SSL
    done_folder: str

    def unseen(self) -> list[str]:
        """The mails that nobody has read, oldest first."""
        answer = _checked(self.link.uid("SEARCH", "UNSEEN"))
        numbers = (answer[0] or b"").split()
        return [number.decode() for number in numbers[:MOST_LISTED] if number.isdigit()]

    def size(self, number: str) -> int:
        """How many bytes a mail has."""
        answer = _checked(self.link.uid("FETCH", number, "(RFC822.SIZE)"))
        words = b" ".join(part for part in answer if isinstance(part, bytes))
        behind = words.upper().partition(b"RFC822.SIZE")[2].split()
        digits = behind[0].rstrip(b")") if behind else b""
        return int(digits) if digits.isdigit() else 0

    def fetch(self, number: str) -> bytes:
        """The whole mail, which stays unread."""
        answer = _checked(self.link.uid("FETCH", number, "(BODY.PEEK[])"))
        bodies = [part[1] for part in answer if isinstance(part, tuple)]
        if not bodies:
            raise IMAP4.error("FETCH")
        return bytes(bodies[0])

    def done(self, number: str) -> None:
        """Mark a mail as read, and move it where done ones go."""
        self._flag(number, r"(\Seen)")
        if not self.done_folder:
            return
        moves = "MOVE" in self.link.capabilities
        _checked(self.link.uid("MOVE" if moves else "COPY", number, _quoted(self.done_folder)))
        if not moves:
            self._flag(number, r"(\Deleted)")
            if "UIDPLUS" in self.link.capabilities:
                _checked(self.link.uid("EXPUNGE", number))

    def leave_marked(self, number: str) -> None:
        """Leave a mail where it is, flagged for a person to look at."""
        self._flag(number, r"(\Seen \Flagged)")

    def _flag(self, number: str, flags: str) -> None:
        _checked(self.link.uid("STORE", number, "+FLAGS.SILENT", flags))


@contextmanager
def open_mailbox(chosen: Settings) -> Iterator[ImapMailbox]:
    """The folder of these settings for as long as the block lasts. Raises as ImapMailbox does."""
    context = ssl.create_default_context(cafile=chosen.imap_ca or None)
    link = IMAP4_SSL(chosen.imap_host, chosen.imap_port, ssl_context=context, timeout=SECONDS)
    try:
        link.login(chosen.imap_user, chosen.imap_password)
        _checked(link.select(_quoted(chosen.imap_folder)))
        yield ImapMailbox(link, chosen.imap_done_folder)
    finally:
        try:
            link.logout()
        except (OSError, IMAP4.error):
            link.shutdown()


def _checked(answer: tuple[str, list[Any]]) -> list[Any]:
    state, lines = answer
    if state != "OK":
        raise IMAP4.error(b" ".join(line for line in lines if line).decode("utf-8", "replace"))
    return lines


def _quoted(folder: str) -> str:
    """A folder's name as IMAP wants it: modified UTF-7 in quotes."""
    coded = re.sub(r"&|[^ -~]+", lambda match: f"&{_coded(match[0])}-", folder)
    return '"' + coded.replace("\\", "\\\\").replace('"', '\\"') + '"'


def _coded(wide: str) -> str:
    """These characters in base 64; "&" itself needs none."""
    coded = "" if wide == "&" else wide.encode("utf-7").decode()
    return coded.lstrip("+").rstrip("-").replace("/", ",")

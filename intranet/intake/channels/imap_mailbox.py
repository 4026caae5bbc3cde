"""A folder of a mail server by IMAP, over TLS only."""

import ssl
from imaplib import IMAP4, IMAP4_SSL
from types import TracebackType
from typing import Any

from config import Settings

SECONDS = 30
MOST_LISTED = 500


class ImapMailbox:
    """A folder of a mail server for as long as the block lasts.

    Mails are named by their UID. Raises IMAP4.error, ssl.SSLError and OSError.
    """

    def __init__(self, chosen: Settings) -> None:
        self.chosen = chosen

    def __enter__(self) -> "ImapMailbox":
        chosen = self.chosen
        context = ssl.create_default_context(cafile=chosen.imap_ca or None)
        self.link = IMAP4_SSL(
            chosen.imap_host, chosen.imap_port, ssl_context=context, timeout=SECONDS
        )
        try:
            self.link.login(chosen.imap_user, chosen.imap_password)
            self._checked(self.link.select(_quoted(chosen.imap_folder)))
        except BaseException:
            self._log_out()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._log_out()

    def unseen(self) -> list[str]:
        """The mails that nobody has read, oldest first."""
        answer = self._checked(self.link.uid("SEARCH", "UNSEEN"))
        numbers = (answer[0] or b"").split()
        return [number.decode() for number in numbers[:MOST_LISTED] if number.isdigit()]

    def size(self, number: str) -> int:
        """How many bytes a mail has."""
        answer = self._checked(self.link.uid("FETCH", number, "(RFC822.SIZE)"))
        words = b" ".join(part for part in answer if isinstance(part, bytes))
        behind = words.upper().partition(b"RFC822.SIZE")[2].split()
        digits = behind[0].rstrip(b")") if behind else b""
        return int(digits) if digits.isdigit() else 0

    def fetch(self, number: str) -> bytes:
        """The whole mail, which stays unread."""
        answer = self._checked(self.link.uid("FETCH", number, "(BODY.PEEK[])"))
        bodies = [part[1] for part in answer if isinstance(part, tuple)]
        if not bodies:
            raise IMAP4.error("FETCH")
        return bytes(bodies[0])

    def done(self, number: str) -> None:
        """Mark a mail as read, and move it where done ones go."""
        self._flag(number, r"(\Seen)")
        target = self.chosen.imap_done_folder
        if not target:
            return
        if "MOVE" in self.link.capabilities:
            self._checked(self.link.uid("MOVE", number, _quoted(target)))
            return
        self._checked(self.link.uid("COPY", number, _quoted(target)))
        self._flag(number, r"(\Deleted)")
        if "UIDPLUS" in self.link.capabilities:
            self._checked(self.link.uid("EXPUNGE", number))

    def leave_marked(self, number: str) -> None:
        """Leave a mail where it is, flagged for a person to look at."""
        self._flag(number, r"(\Seen \Flagged)")

    def _flag(self, number: str, flags: str) -> None:
        self._checked(self.link.uid("STORE", number, "+FLAGS.SILENT", flags))

    def _checked(self, answer: tuple[str, list[Any]]) -> list[Any]:
        state, lines = answer
        if state != "OK":
            raise IMAP4.error(b" ".join(line for line in lines if line).decode("utf-8", "replace"))
        return lines

    def _log_out(self) -> None:
        try:
            self.link.logout()
        except (OSError, IMAP4.error):
            self.link.shutdown()


def _quoted(folder: str) -> str:
    """A folder's name as IMAP wants it: modified UTF-7 in quotes."""
    return '"' + _utf7(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(name: str) -> str:
    out, wide = [], ""
    for character in [*name, ""]:
        if character and not (" " <= character <= "~"):
            wide += character
            continue
        if wide:
            coded = wide.encode("utf-7").decode().lstrip("+").rstrip("-").replace("/", ",")
            out.append(f"&{coded}-")
            wide = ""
        out.append("&-" if character == "&" else character)
    return "".join(out)

"""The few words of IMAP that the mail drop speaks, over TLS only."""

import ssl
from imaplib import IMAP4, IMAP4_SSL
from types import TracebackType
from typing import Any

from config import Settings

SECONDS = 30
MOST_LISTED = 500


class MailBox:
    """A folder of a mail server for as long as the block lasts.

    Mails are named by their UID. Raises IMAP4.error, ssl.SSLError and OSError.
    """

    def __init__(self, chosen: Settings) -> None:
        self.chosen = chosen

    def __enter__(self) -> "MailBox":
        chosen = self.chosen
        context = ssl.create_default_context(cafile=chosen.imap_ca or None)
        self.link = IMAP4_SSL(
            chosen.imap_host, chosen.imap_port, ssl_context=context, timeout=SECONDS
        )
        try:
            self.link.login(chosen.imap_user, chosen.imap_password)
            self._asked(self.link.select(_quoted(chosen.imap_folder)))
        except BaseException:
            self._bye()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _trace: TracebackType | None,
    ) -> None:
        self._bye()

    def unseen(self) -> list[str]:
        """The mails that nobody has read, oldest first."""
        answer = self._asked(self.link.uid("SEARCH", "UNSEEN"))
        found = (answer[0] or b"").split()
        return [number.decode() for number in found[:MOST_LISTED] if number.isdigit()]

    def size(self, number: str) -> int:
        """How many bytes a mail has."""
        answer = self._asked(self.link.uid("FETCH", number, "(RFC822.SIZE)"))
        words = b" ".join(one for one in answer if isinstance(one, bytes))
        found = words.upper().partition(b"RFC822.SIZE")[2].split()
        digits = found[0].rstrip(b")") if found else b""
        return int(digits) if digits.isdigit() else 0

    def fetch(self, number: str) -> bytes:
        """The whole mail, which stays unread."""
        answer = self._asked(self.link.uid("FETCH", number, "(BODY.PEEK[])"))
        found = [one[1] for one in answer if isinstance(one, tuple)]
        if not found:
            raise IMAP4.error("FETCH")
        return bytes(found[0])

    def done(self, number: str) -> None:
        """Mark a mail as read, and move it where done ones go."""
        self._flag(number, r"(\Seen)")
        target = self.chosen.imap_done_folder
        if not target:
            return
        if "MOVE" in self.link.capabilities:
            self._asked(self.link.uid("MOVE", number, _quoted(target)))
            return
        self._asked(self.link.uid("COPY", number, _quoted(target)))
        self._flag(number, r"(\Deleted)")
        if "UIDPLUS" in self.link.capabilities:
            self._asked(self.link.uid("EXPUNGE", number))

    def leave_marked(self, number: str) -> None:
        """Leave a mail where it is, flagged for a person to look at."""
        self._flag(number, r"(\Seen \Flagged)")

    def _flag(self, number: str, flags: str) -> None:
        self._asked(self.link.uid("STORE", number, "+FLAGS.SILENT", flags))

    def _asked(self, answer: tuple[str, list[Any]]) -> list[Any]:
        state, told = answer
        if state != "OK":
            raise IMAP4.error(b" ".join(one for one in told if one).decode("utf-8", "replace"))
        return told

    def _bye(self) -> None:
        try:
            self.link.logout()
        except (OSError, IMAP4.error):
            self.link.shutdown()


def _quoted(folder: str) -> str:
    """A folder's name as IMAP wants it: modified UTF-7 in quotes."""
    return '"' + _utf7(folder).replace("\\", "\\\\").replace('"', '\\"') + '"'


def _utf7(name: str) -> str:
    out, wide = [], ""
    for letter in [*name, ""]:
        if letter and not (" " <= letter <= "~"):
            wide += letter
            continue
        if wide:
            coded = wide.encode("utf-7").decode().lstrip("+").rstrip("-").replace("/", ",")
            out.append(f"&{coded}-")
            wide = ""
        out.append("&-" if letter == "&" else letter)
    return "".join(out)

"""The mail drop: attachments of unread mails come in by IMAP over TLS.

A mail is marked as read only after its files are committed; until then, however the worker dies,
the next look finds it again and takes what is missing. No link or picture of a mail is fetched.
"""

import io
import logging
import ssl
from imaplib import IMAP4

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.settings import settings
from intranet.intake.channels import receiving
from intranet.intake.channels.folder_channel import no_clerk
from intranet.intake.channels.imap_mailbox import MailBox
from intranet.intake.channels.mail_message import Letter, UnreadableMail, is_allowed, letter
from intranet.intake.channels.models import Door, DoorEntry, Fate, MailSeen
from intranet.intake.channels.polling import DoorFailed, looking, still_looking
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.people.models import StaffMember

log = logging.getLogger(__name__)
MOST_A_LOOK = 20
MORE_THAN_FILES = 2
"""A mail weighs a third more than its files, and may carry several."""


def look_at_mail() -> None:
    """Take the files of the mails that nobody has read yet; commits file by file."""
    if not settings().imap_host:
        return
    with looking(Door.MAIL) as may:
        if may:
            _look(settings())


def _look(chosen: Settings) -> None:
    clerk = receiving.clerk_of_the_doors()
    db.session.rollback()
    if clerk is None:
        raise DoorFailed(no_clerk())
    by_id = clerk.id
    db.session.rollback()
    try:
        with MailBox(chosen) as box:
            for number in box.unseen()[:MOST_A_LOOK]:
                _take_or_report(box, number, by_id, chosen)
                still_looking(Door.MAIL)
    except ssl.SSLError as error:
        raise DoorFailed(
            _("Chứng thư TLS của máy chủ thư không được tin cậy. Kiểm tra IMAP_HOST, IMAP_CA.")
        ) from error
    except (IMAP4.error, UnicodeError) as error:
        raise DoorFailed(
            _("Máy chủ thư từ chối: %(words)s. Kiểm tra IMAP_USER, IMAP_PASSWORD, IMAP_FOLDER.",
              words=str(error)[:200])
        ) from error  # fmt: skip
    except OSError as error:
        raise DoorFailed(
            _("Không kết nối được máy chủ thư. Kiểm tra mạng, IMAP_HOST và IMAP_PORT.")
        ) from error


def _take_or_report(box: MailBox, number: str, by_id: int, chosen: Settings) -> None:
    try:
        _take_mail(box, number, by_id, chosen)
    except (OSError, IMAP4.error, SQLAlchemyError):
        raise
    except Exception:
        # One odd mail must not keep out all that come after it.
        log.exception("A mail could not be taken in")
        db.session.rollback()
        _refuse(by_id, "", "", "unreadable", _("Không đọc được cấu trúc của thư."))
        box.leave_marked(number)


def _take_mail(box: MailBox, number: str, by_id: int, chosen: Settings) -> None:
    most = chosen.max_upload_mb * (1 << 20) * MORE_THAN_FILES
    if box.size(number) > most:
        _refuse(by_id, "", "", "too_large", _("Thư quá lớn. Hãy đề nghị nơi gửi tách thư."))
        box.leave_marked(number)
        return
    try:
        mail = letter(box.fetch(number))
    except UnreadableMail:
        _refuse(by_id, "", "", "unreadable", _("Không đọc được cấu trúc của thư."))
        box.leave_marked(number)
        return
    seen = db.session.get(MailSeen, mail.key) is not None
    db.session.rollback()  # nobody waits for a lock while the mail server answers
    if seen or _files_of(mail, by_id, chosen):
        box.done(number)
    else:
        box.leave_marked(number)


def _files_of(mail: Letter, by_id: int, chosen: Settings) -> bool:
    """Take the files of a mail; False when the mail must stay where it is for a person to see."""
    title = "" if examine(mail.subject).verdict is Secrecy.BLOCK else mail.subject
    if not is_allowed(mail.sender, chosen.mail_senders):
        words = _("Người gửi không có trong danh sách được phép (MAIL_SENDERS).")
        _refuse(by_id, mail.sender, "", "sender_not_listed", words)
        kept = True
    elif not mail.files:
        _refuse(by_id, mail.sender, title, "no_files", _("Thư không kèm tệp văn bản nào."))
        kept = True
    else:
        kept = _taken(mail, title, by_id)
    db.session.merge(MailSeen(key=mail.key, at=now()))
    db.session.commit()
    return kept


def _taken(mail: Letter, title: str, by_id: int) -> bool:
    origin = f"mail|{mail.key}"
    source = receiving.Source(Door.MAIL, by_id, mail.sender, title, origin)
    results: list[receiving.Taken] = []
    for number, file in enumerate(mail.files):
        results += receiving.take(io.BytesIO(file.data), file.name, source.part(number))
    if any(one.is_secret for one in results):
        _hush(mail.sender, title)
        return False
    return True


def _hush(sender: str, title: str) -> None:
    """One secret paper makes the subject of its mail untellable."""
    query = update(DoorEntry).where(
        DoorEntry.door == Door.MAIL,
        DoorEntry.sender == sender[:255],
        DoorEntry.title == title[:255],
    )
    db.session.execute(query.values(title=""))


def _refuse(by_id: int, sender: str, title: str, rule: str, reason: str) -> None:
    """The line of a mail of which nothing was taken."""
    by = db.session.get_one(StaffMember, by_id)
    audit.record(db.session, by, "file.refused", rule=rule, door=Door.MAIL.value)
    db.session.add(
        DoorEntry(
            door=Door.MAIL, at=now(), by_id=by_id, fate=Fate.REFUSED, rule=rule, reason=reason,
            sender=sender[:255], title=title[:255],
        )
    )  # fmt: skip
    db.session.commit()

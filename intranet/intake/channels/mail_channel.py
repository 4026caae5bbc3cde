"""The mail channel: attachments of unread mails come in by IMAP over TLS.

A mail is marked as read only after its files are committed; until then, however the worker dies,
the next poll finds it again and takes what is missing. No link or picture of a mail is fetched.
"""

import io
import logging
import ssl
from functools import partial
from imaplib import IMAP4

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.intake.channels import receiving
from intranet.intake.channels.imap_mailbox import ImapMailbox, open_mailbox
from intranet.intake.channels.mail_message import MailMessage, parse_mail
from intranet.intake.channels.mail_sender import check_sender
from intranet.intake.channels.models import MailSeen
from intranet.intake.channels.polling import ChannelFailed, keep_polling, poll
from intranet.intake.models import Arrival, Channel, Fate
from intranet.intake.quarantine import refusals
from intranet.intake.quarantine.refusals import Refused
from intranet.language.secrecy.examination import Secrecy, examine
from intranet.people.models import StaffMember

log = logging.getLogger(__name__)
MOST_A_POLL = 20
MORE_THAN_FILES = 2
"""A mail weighs a third more than its files, and may carry several."""


def poll_mail() -> None:
    """Take the files of the mails that nobody has read yet; commits file by file."""
    if settings().imap_host:
        poll(Channel.MAIL, partial(_poll, settings()))


def _poll(chosen: Settings, by_id: int) -> None:
    try:
        with open_mailbox(chosen) as box:
            for number in box.unseen()[:MOST_A_POLL]:
                _take_or_report(box, number, by_id, chosen)
                keep_polling(Channel.MAIL)
    except ssl.SSLError as error:
        raise ChannelFailed(
            _("Chứng thư TLS của máy chủ thư không được tin cậy. Kiểm tra IMAP_HOST, IMAP_CA.")
        ) from error
    except (IMAP4.error, UnicodeError) as error:
        raise ChannelFailed(
            _("Máy chủ thư từ chối: %(words)s. Kiểm tra IMAP_USER, IMAP_PASSWORD, IMAP_FOLDER.",
              words=str(error)[:200])
        ) from error  # fmt: skip
    except OSError as error:
        raise ChannelFailed(
            _("Không kết nối được máy chủ thư. Kiểm tra mạng, IMAP_HOST và IMAP_PORT.")
        ) from error


def _take_or_report(box: ImapMailbox, number: str, by_id: int, chosen: Settings) -> None:
    try:
        _take_mail(box, number, by_id, chosen)
    except (OSError, IMAP4.error, SQLAlchemyError):
        raise
    except Refused as refusal:
        _refuse(by_id, refusal)
        box.leave_marked(number)
    except Exception:
        # One odd mail must not keep out all that come after it.
        log.exception("A mail could not be taken in")
        db.session.rollback()
        _refuse(by_id, refusals.MailUnreadable())
        box.leave_marked(number)


def _take_mail(box: ImapMailbox, number: str, by_id: int, chosen: Settings) -> None:
    if box.size(number) > chosen.max_upload_bytes * MORE_THAN_FILES:
        raise refusals.MailTooLarge
    mail = parse_mail(box.fetch(number))
    seen = db.session.get(MailSeen, mail.key) is not None
    db.session.rollback()  # nobody waits for a lock while the mail server answers
    if seen or _take_files(mail, by_id, chosen):
        box.done(number)
    else:
        box.leave_marked(number)


def _take_files(mail: MailMessage, by_id: int, chosen: Settings) -> bool:
    """Take the files of a mail; False when the mail must stay where it is for a person to see."""
    title = "" if examine(mail.subject).verdict is Secrecy.BLOCK else mail.subject
    is_secret = False
    trusted = chosen.mail_trusted_authserv
    try:
        check_sender(mail.sender, mail.results, chosen.mail_senders, trusted)
    except Refused as refusal:
        _refuse(by_id, refusal, mail.sender)
    else:
        if mail.files:
            is_secret = _receive_files(mail, title, by_id)
        else:
            _refuse(by_id, refusals.MailWithoutFiles(), mail.sender, title)
    db.session.merge(MailSeen(key=mail.key, at=now()))
    db.session.commit()
    return not is_secret


def _receive_files(mail: MailMessage, title: str, by_id: int) -> bool:
    """Hand on the files of a mail; whether one of them bears a secrecy mark."""
    source = receiving.ArrivalSource(Channel.MAIL, by_id, mail.sender, title, f"mail|{mail.key}")
    results: list[receiving.ArrivalResult] = []
    for number, (name, data) in enumerate(mail.files):
        results += receiving.receive(io.BytesIO(data), name, source.nth(number))
    is_secret = any(result.is_secret for result in results)
    if is_secret:  # one secret file makes the subject of its mail untellable
        of_mail = {"channel": Channel.MAIL, "sender": mail.sender[:255], "title": title[:255]}
        db.session.execute(update(Arrival).filter_by(**of_mail).values(title=""))
    return is_secret


def _refuse(by_id: int, refusal: Refused, sender: str = "", title: str = "") -> None:
    """Note that nothing of a mail was taken."""
    by = db.session.get_one(StaffMember, by_id)
    audit.record(db.session, by, "file.refused", rule=refusal.rule, door=Channel.MAIL.value)
    db.session.add(
        Arrival(
            channel=Channel.MAIL, at=now(), by_id=by_id, fate=Fate.REFUSED, rule=refusal.rule,
            reason=str(refusal), sender=sender[:255], title=title[:255],
        )
    )  # fmt: skip
    db.session.commit()

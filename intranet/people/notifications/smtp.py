"""Handing letters to the mail server by SMTP."""

import smtplib
import ssl
from email.header import Header
from email.message import Message
from email.mime.text import MIMEText
from email.utils import format_datetime, formataddr, parseaddr
from hashlib import sha256

from flask_babel import gettext as _

from config import Settings
from intranet.core.clock import HOME
from intranet.people.notifications.mail_text import preferences
from intranet.people.notifications.models import Letter

SECONDS = 20
PERMANENT = range(500, 600)
LONGEST_ANSWER = 300


class MailServerFails(Exception):
    """Nothing can be sent now, whatever the letter; the message says why."""


class LetterLater(Exception):
    """The server may take this letter later; the message says why."""


class LetterRefused(Exception):
    """The server will never take this letter; the message says why."""


class SmtpConnection:
    """The way to the mail server for as long as the block lasts. Raises MailServerFails."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings

    def __enter__(self) -> "SmtpConnection":
        try:
            self.link = self._linked()
        except (OSError, ValueError) as error:  # what smtplib raises is an OSError too
            raise MailServerFails(_why_unconnected(error)) from error
        return self

    def __exit__(self, *_error: object) -> None:
        try:
            self.link.quit()
        except OSError:
            self.link.close()

    def _linked(self) -> smtplib.SMTP:
        settings = self.settings
        if settings.smtp_security not in {"none", "starttls", "tls"}:
            raise MailServerFails(_("SMTP_SECURITY phải là none, starttls hoặc tls."))
        context = ssl.create_default_context(cafile=settings.smtp_ca or None)
        host, port = settings.smtp_host, settings.smtp_port
        link: smtplib.SMTP
        if settings.smtp_security == "tls":
            link = smtplib.SMTP_SSL(host, port, timeout=SECONDS, context=context)
        else:
            link = smtplib.SMTP(host, port, timeout=SECONDS)
        try:
            if settings.smtp_security == "starttls":
                link.starttls(context=context)
            if settings.smtp_user:
                link.login(settings.smtp_user, settings.smtp_password)
        except BaseException:
            link.close()
            raise
        return link

    @property
    def is_open(self) -> bool:
        """Whether the server still listens after what it said last."""
        return self.link.sock is not None

    def send(self, letter: Letter) -> None:
        """Hand the letter over. Raises LetterLater, LetterRefused and MailServerFails."""
        sender = parseaddr(self.settings.mail_from)[1]
        try:
            written = as_mail(letter, self.settings).as_bytes(policy=_LINES)
            self.link.sendmail(sender, [letter.recipient], written)
        except smtplib.SMTPRecipientsRefused as error:
            code, words = error.recipients[letter.recipient]
            raise _refusal(code, words) from error
        except smtplib.SMTPDataError as error:
            raise _refusal(error.smtp_code, error.smtp_error) from error
        except smtplib.SMTPSenderRefused as error:
            raise MailServerFails(
                _("Máy chủ thư không nhận người gửi MAIL_FROM: %(words)s", words=_words(error))
            ) from error
        except UnicodeEncodeError as error:
            raise LetterRefused(_("Địa chỉ thư có chữ không dùng được.")) from error
        except OSError as error:
            raise LetterLater(_("Máy chủ thư ngắt giữa chừng.")) from error


_LINES = Message().policy.clone(linesep="\r\n")


def _why_unconnected(error: Exception) -> object:
    if isinstance(error, ssl.SSLError):
        return _("Chứng thư TLS của máy chủ thư không được tin cậy. Kiểm tra SMTP_HOST, SMTP_CA.")
    if isinstance(error, smtplib.SMTPAuthenticationError):
        return _("Máy chủ thư không nhận tên hoặc mật khẩu. Kiểm tra SMTP_USER, SMTP_PASSWORD.")
    if isinstance(error, smtplib.SMTPException):
        return _("Máy chủ thư từ chối kết nối: %(words)s", words=_words(error))
    return _("Không kết nối được máy chủ thư. Kiểm tra mạng, SMTP_HOST và SMTP_PORT.")


def _refusal(code: int, answer: bytes | str) -> Exception:
    return (LetterRefused if code in PERMANENT else LetterLater)(_answer_of(code, answer))


def _answer_of(code: int, answer: bytes | str) -> str:
    text = answer.decode("utf-8", "replace") if isinstance(answer, bytes) else answer
    return f"{code} {text}"[:LONGEST_ANSWER]


def _words(error: smtplib.SMTPException) -> str:
    if isinstance(error, smtplib.SMTPResponseException):
        return _answer_of(error.smtp_code, error.smtp_error)
    return str(error)[:LONGEST_ANSWER]


def as_mail(letter: Letter, settings: Settings) -> Message:
    """The letter as it travels: plain text, and the same Message-ID however often it is sent."""
    name, sender = parseaddr(settings.mail_from)
    mail = MIMEText(letter.text, "plain", "utf-8")
    mail["From"] = formataddr((name or settings.agency_name, sender))
    mail["To"] = formataddr((letter.staff.full_name if letter.staff else "", letter.recipient))
    # The newer interface of `email` loses blanks between words with and without marks.
    mail["Subject"] = Header(letter.subject, "utf-8").encode()
    mail["Date"] = format_datetime(letter.made_at.astimezone(HOME))
    mail["Message-ID"] = message_id(letter, sender)
    mail["Auto-Submitted"] = "auto-generated"
    mail["X-Auto-Response-Suppress"] = "All"
    if letter.urgent:
        mail["Importance"] = "high"
    if ways := preferences():
        mail["List-Unsubscribe"] = f"<{ways}>"
    return mail


def message_id(letter: Letter, sender: str) -> str:
    """The name of the letter in the world of mail; hangs on its key and when it was made only."""
    name = sha256(f"{letter.key} {letter.made_at.isoformat()}".encode()).hexdigest()[:32]
    return f"<{name}@{sender.partition('@')[2] or 'localhost'}>"

"""Why intake refuses what arrives or what is asked of it: its refusals with their sentences.

To change or add a sentence, change or add a class here. What is found below keeps its sentence
there: content that is unreadable, empty, mixed or secret (`extraction/errors.py`; too slow or too
long: where it is measured, `extraction/sandbox` and `formats/reader.py`), and more bytes than
allowed (`core/storage.py`). Other rooms have an `errors.py` of their own.
"""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput, ChangedMeanwhile
from intranet.core.storage import FileTooLarge
from intranet.extraction.errors import CAPITAL, ExtractionError, UnknownKind

SECRET_MARK = "secret_mark"
"""The rule of a file with a secrecy mark: not even its name may be kept or shown."""


class Refused(BadInput):
    """A file that is not taken in; the message is the reason, nothing of the file is kept.

    `rule` names what refused it in the audit trail, as `extraction.errors` does: by the class.
    """

    rule = ""

    def __init__(self, message: object = None, rule: str = "") -> None:
        super().__init__(message)
        self.rule = rule or self.rule or CAPITAL.sub("_", type(self).__name__).lower()


class RefusedTooLarge(FileTooLarge, Refused):
    """More bytes came than one file may have; nothing of them is kept."""

    rule = "too_large"


# The virus scanner.


class Infected(Refused):
    """The scanner knows the file as harmful; the name of what it found is not repeated."""

    message = _l("Phần mềm diệt vi-rút báo tệp có mã độc. Hãy quét máy đã gửi tệp này.")


class ScannerSilent(Refused):
    """The scanner cannot be reached, is too slow, or answers with an error."""

    message = _l(
        "Chưa quét được vi-rút nên chưa nhận tệp. Hãy thử lại sau ít phút, hoặc báo quản trị."
    )


class ScannerRefused(Refused):
    """The scanner takes no file of this size (clamd's StreamMaxLength)."""

    message = _l("Tệp lớn hơn mức phần mềm diệt vi-rút quét được. Hãy tách tệp, hoặc báo quản trị.")


# Packages: one file that carries several.


class ParcelInParcel(UnknownKind):
    """An archive lies in an archive."""

    message = "Tệp nén nằm trong tệp nén khác. Hãy giải nén rồi gửi từng văn bản."


class EmptyArchive(UnknownKind):
    """Nothing of the archive is a document."""

    message = "Tệp nén không chứa văn bản nào. Hãy chọn lại đúng tệp."
    rule = "no_papers"  # as the audit trail has known it from the beginning


class BadPackage(ExtractionError):
    """The edXML package is not well-formed, declares entities, or is beyond all measure."""

    message = "Gói edXML bị hỏng hoặc không an toàn. Hãy đề nghị nơi gửi gửi lại gói."


class StatusMessage(ExtractionError):
    """The edXML package only tells how far a document is with its receiver."""

    message = "Gói edXML này là thông báo trạng thái, không có văn bản nào để nhận."


class NothingAttached(ExtractionError):
    """The edXML package speaks of a document but carries no file."""

    message = "Gói edXML không kèm tệp văn bản nào. Hãy đề nghị nơi gửi gửi lại gói."


# Mails.


class MailUnreadable(Refused):
    """The mail is nested beyond measure or otherwise not to be taken apart."""

    message = _l("Không đọc được cấu trúc của thư.")
    rule = "unreadable"


class MailTooLarge(Refused):
    """The mail is larger than mails with allowed files are."""

    message = _l("Thư quá lớn. Hãy đề nghị nơi gửi tách thư.")
    rule = "too_large"


class SenderNotListed(Refused):
    """The sender does not stand in MAIL_SENDERS."""

    message = _l("Người gửi không có trong danh sách được phép (MAIL_SENDERS).")


class SenderUnclear(Refused):
    """The From header does not name exactly one address, so nobody knows who sent the mail."""

    message = _l(
        "Không rõ ai gửi: thư phải có đúng một địa chỉ ở dòng From. Hãy đề nghị nơi gửi gửi lại."
    )


class SenderNotVerified(Refused):
    """The office's own mail server does not vouch for the sender, or calls the mail forged."""

    message = _l(
        "Máy chủ thư không xác nhận thư này do người gửi đó gửi (SPF, DKIM, DMARC), có thể giả mạo."
        " Hãy gọi nơi gửi để hỏi lại."
    )


class MailWithoutFiles(Refused):
    """No file hangs on the mail."""

    message = _l("Thư không kèm tệp văn bản nào.")
    rule = "no_files"


# The upload form.


class NoFileSent(BadInput):
    """The form came without a file."""

    message = _l("Chưa chọn tệp nào. Hãy chọn ít nhất một tệp rồi tải lên.")


class NotAttested(BadInput):
    """Nobody vouched that the files hold no state secrets."""

    message = _l("Hãy xác nhận tệp không chứa bí mật nhà nước rồi tải lên.")


# The clerk's desk.


class StillReading(BadInput):
    """The machine has not finished with the file."""

    message = _l("Máy chưa đọc xong tệp này. Hãy đợi một lát rồi phát hành.")


class CheckedByAnother(ChangedMeanwhile):
    """Another clerk saved or published the item after this page was opened."""

    message = _l(
        "Người khác vừa lưu hoặc phát hành văn bản này. Nội dung bạn nhập vẫn còn ở dưới; "
        "hãy đối chiếu với bản vừa lưu rồi quyết định."
    )


class UnknownReadingMethod(BadInput):
    """A page cannot be read in this way."""

    message = _l("Không có cách đọc này. Hãy chọn một trong các cách ở danh sách.")

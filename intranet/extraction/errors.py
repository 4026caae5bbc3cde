"""Why a file is not taken: each error is a Vietnamese sentence that says what to do next."""

import re

UNREADABLE = "Không đọc được tệp: cấu trúc bất thường. Hãy mở, lưu lại rồi gửi lại."
"""Said of a file that breaks a library in a way that nobody foresaw."""
CAPITAL = re.compile(r"(?<!^)(?=[A-Z])")


class ExtractionError(Exception):
    """A file that cannot be taken as it is."""

    message = "Không đọc được tệp này. Hãy mở thử trên máy rồi gửi lại."

    def __init__(self, message: str | None = None) -> None:
        super().__init__(message or self.message)

    @property
    def rule(self) -> str:
        """What refused the file, as the audit trail names it: `SecretMark` is secret_mark."""
        return CAPITAL.sub("_", type(self).__name__).lower()


class EmptyFile(ExtractionError):
    """Nothing is in the file."""

    message = "Tệp rỗng, không có nội dung. Hãy chọn lại đúng tệp văn bản."


class UnknownKind(ExtractionError):
    """The content is none of the kinds the office works with."""

    message = "Không nhận ra loại tệp. Hãy gửi văn bản dạng PDF hoặc DOCX."


class MixedFile(ExtractionError):
    """Something that other programs may run stands in front of a PDF."""

    message = (
        "Tệp PDF có nội dung lạ đứng trước, phần mềm khác có thể chạy như chương trình. "
        "Hãy mở bằng trình đọc PDF, in lại ra PDF rồi gửi."
    )


class EncryptedFile(ExtractionError):
    """The file asks for a password."""

    message = "Tệp được đặt mật khẩu. Hãy gỡ mật khẩu rồi gửi lại."


class BrokenFile(ExtractionError):
    """The file claims to be of a kind but cannot be read as such."""

    message = "Tệp bị hỏng hoặc không đúng cấu trúc. Hãy mở, lưu lại rồi gửi lại."


class TooLarge(ExtractionError):
    """The file goes beyond what one document may hold."""

    message = "Tệp quá lớn. Hãy tách nhỏ rồi gửi lại."


class SecretMark(ExtractionError):
    """The file bears a secrecy mark and must not be stored here (Law 117/2025/QH15, art. 5)."""

    message = (
        "Văn bản có dấu hiệu mật. Không được lưu trên hệ thống này; "
        "hãy xử lý theo quy định về bảo vệ bí mật nhà nước."
    )

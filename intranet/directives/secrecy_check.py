"""Typed text with a mark of secrecy is refused, as files are (Law 117/2025/QH15, art. 5)."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput
from intranet.language.secrecy.examination import Secrecy, examine


class SecretTyped(BadInput):
    """Words that bear a mark of secrecy."""

    message = _l(
        "Nội dung nhập có dấu hiệu mật nên không được lưu ở đây. "
        "Nếu văn bản mang dấu mật, hãy bấm Cách ly & xóa; nếu không, hãy bỏ dấu chỉ độ mật."
    )


def must_be_public(*typed: str, symbol: str = "") -> None:
    """Raises SecretTyped when one of the texts, or the symbol, bears a mark of secrecy."""
    texts = [*typed, f"Số: {symbol}"] if symbol else typed
    if any(examine(text).verdict is Secrecy.BLOCK for text in texts):
        raise SecretTyped

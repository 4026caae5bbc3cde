"""What the proof of reading refuses."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class NotAddressed(BadInput):
    """The person was not asked to read this, so there is nothing to confirm."""

    message = _l("Văn bản này không giao cho bạn đọc, nên không cần xác nhận.")


class NotReadThrough(BadInput):
    """Some pages were never shown to the person."""

    def __init__(self, missing: list[int]) -> None:
        pages = ", ".join(str(number) for number in missing[:12])
        words = _("Bạn chưa xem hết: còn trang %(pages)s. Hãy xem hết rồi xác nhận.", pages=pages)
        super().__init__(words)
        self.missing = missing

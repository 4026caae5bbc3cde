"""What was changed after publication, in the words of the page that is looked at."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.directives.changes.models import ChangeKind

CHANGE = {
    ChangeKind.UNDONE: _l("Hoàn tác phát hành"),
    ChangeKind.RECALLED: _l("Thu hồi văn bản"),
    ChangeKind.RESTORED: _l("Bỏ thu hồi"),
    ChangeKind.REORDERED: _l("Đổi việc giao đọc"),
}
TERMS = {
    "deadline": _l("Hạn đọc"),
    "must_confirm": _l("Xác nhận"),
    "remind": _l("Nhắc tự động"),
    "audience": _l("Phổ biến đến"),
}


def difference_words(differences: Sequence[Sequence[Any]]) -> list[tuple[str, str, str]]:
    """What differs, before and after, of the plain values that are kept of it."""
    return [
        (str(TERMS[name]), _value(name, before), _value(name, after))
        for name, before, after in differences
    ]


def _value(name: str, value: Any) -> str:
    if name == "deadline":
        return f"{date.fromisoformat(value):%d/%m/%Y}" if value else str(_("không có hạn"))
    if name == "must_confirm":
        return str(_("bắt buộc") if value else _("không bắt buộc, đọc hết là xong"))
    if name == "remind":
        return str(_("bật") if value else _("tắt"))
    return str(value)

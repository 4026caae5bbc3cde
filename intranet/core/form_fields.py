"""What every form asks in the same way: days as people type them, text made tidy."""

import unicodedata
from collections.abc import Iterable
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import DateField
from wtforms.widgets import TextInput

from intranet.core.dates import DAY_PATTERNS

EARLIEST_YEAR = 1930
NEEDED = _l("Ô này cần được điền.")
TOO_LONG = _l("Nội dung dài quá %(max)d ký tự. Hãy rút gọn.")
UNKNOWN_DAY = _l("Không đọc được ngày. Hãy nhập như 12/08/2025.")


def tidy(text: str | None) -> str:
    """What was typed, in NFC, with single blanks and without control characters."""
    composed = unicodedata.normalize("NFC", text or "")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in composed).split())


class DayField(DateField):
    """A day typed as people write it (12/8/2025) or as machines do (2025-08-12)."""

    widget = TextInput()
    data: date | None

    def __init__(self, label: object, validators: Iterable[Any] = (), **more: Any) -> None:
        looks = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
        super().__init__(label, list(validators), format=DAY_PATTERNS, render_kw=looks, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The day, or a sentence that shows how to write one."""
        try:
            super().process_formdata([str(typed).strip() for typed in valuelist])
        except ValueError:
            raise ValueError(str(UNKNOWN_DAY)) from None
        if self.data and self.data.year < EARLIEST_YEAR:
            self.data = None
            raise ValueError(str(UNKNOWN_DAY))

"""Days as the pages of the programme ask for them."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms.validators import Optional

from intranet.core.forms import DayField


class BlankDay(Optional):
    """A field that may stay empty; the page says so once for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"optional": True, "plain_label": True}


class RangeForm(FlaskForm):
    """From one day to another, in the address."""

    class Meta:
        csrf = False

    tu = DayField(_l("Từ ngày"), [BlankDay()])
    den = DayField(_l("Đến ngày"), [BlankDay()])

"""The forms for signing in and for a new password."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import HiddenField, PasswordField, StringField
from wtforms.validators import EqualTo, InputRequired, Length

from intranet.people.accounts.passwords import LONGEST

FILL_IN = _l("Hãy điền ô này.")


class SignInForm(FlaskForm):
    """Name and password; `kept` carries a form that an ended session caught."""

    username = StringField(
        _l("Tên đăng nhập"),
        [InputRequired(FILL_IN), Length(max=64, message=_l("Tên đăng nhập dài nhất 64 ký tự."))],
    )
    password = PasswordField(
        _l("Mật khẩu"),
        [InputRequired(FILL_IN), Length(max=LONGEST, message=_l("Mật khẩu dài nhất 200 ký tự."))],
    )
    next = HiddenField()
    kept = HiddenField()


class PasswordForm(FlaskForm):
    """A new password of one's own."""

    current = PasswordField(_l("Mật khẩu đang dùng"), [InputRequired(FILL_IN)])
    new = PasswordField(_l("Mật khẩu mới"), [InputRequired(FILL_IN)])
    again = PasswordField(
        _l("Nhập lại mật khẩu mới"),
        [InputRequired(FILL_IN), EqualTo("new", _l("Hai lần nhập mật khẩu mới chưa giống nhau."))],
    )

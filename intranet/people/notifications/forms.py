"""The form with which a person says how to be told."""

from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from wtforms import RadioField, SelectChoice, SelectField

from intranet.people.notifications.models import MailWish, NoticeChoice
from intranet.people.notifications.notice_text import MAIL_WORDS

HOURS = ("digest_hour", "quiet_from", "quiet_to")


class NoticeChoiceForm(FlaskForm):
    """Which letters, at which hour, never at which hours."""

    mail = RadioField(
        _l("Thư báo"),
        choices=[SelectChoice(wish.value, words) for wish, words in MAIL_WORDS.items()],
    )
    digest_hour = SelectField(_l("Giờ gửi thư gộp"), coerce=int)
    quiet_from = SelectField(_l("Không gửi thư từ"), coerce=int)
    quiet_to = SelectField(_l("đến"), coerce=int)

    def __init__(self, choice: NoticeChoice) -> None:
        hours = {name: getattr(choice, name) for name in HOURS}
        super().__init__(data={"mail": choice.mail.value, **hours})
        for name in HOURS:
            self[name].choices = [SelectChoice(hour, f"{hour:02}:00") for hour in range(24)]

    def wish(self) -> MailWish:
        """Which letters the person asks for."""
        return MailWish(self.mail.data)

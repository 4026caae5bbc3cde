"""One field of every kind, for the developers' component page."""

import wtforms
from flask_wtf import FlaskForm
from wtforms.validators import InputRequired

from intranet.core.forms import ChoiceField, DayField


class SampleForm(FlaskForm):
    """Shows how components/forms.html draws each kind of field, well filled and wrong."""

    symbol = wtforms.StringField("Số, ký hiệu", [InputRequired("Hãy ghi số, ký hiệu.")])
    subject = wtforms.TextAreaField("Trích yếu", [InputRequired("Hãy ghi trích yếu.")])
    kind = wtforms.SelectField("Loại văn bản", choices=[("KH", "Kế hoạch"), ("QD", "Quyết định")])
    deadline = DayField("Hạn đọc", description="Để trống khi không có hạn.")
    signer = ChoiceField(
        "Người ký",
        typed="Gõ họ tên",
        choices=[
            wtforms.SelectChoice(n, name, optgroup="Lãnh đạo")
            for n, name in ((1, "Hà Bích Thảo"), (2, "Lý Thu Hằng"))
        ],
    )
    audience = wtforms.RadioField(
        "Phổ biến đến", choices=[("all", "Toàn cơ quan"), ("units", "Đơn vị")]
    )
    must_confirm = wtforms.BooleanField("Bắt buộc xác nhận đã đọc")
    password = wtforms.PasswordField("Mật khẩu")
    paper = wtforms.FileField("Tệp đính kèm")

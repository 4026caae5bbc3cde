"""One field of every kind, for the developers' component page."""

from flask_wtf import FlaskForm
from wtforms import (
    BooleanField,
    DateField,
    FileField,
    PasswordField,
    RadioField,
    SelectField,
    StringField,
    TextAreaField,
)
from wtforms.validators import InputRequired


class SampleForm(FlaskForm):
    """Shows how components/forms.html draws each kind of field, well filled and wrong."""

    symbol = StringField("Số, ký hiệu", [InputRequired("Hãy ghi số, ký hiệu.")])
    subject = TextAreaField("Trích yếu", [InputRequired("Hãy ghi trích yếu.")])
    kind = SelectField("Loại văn bản", choices=[("KH", "Kế hoạch"), ("QD", "Quyết định")])
    deadline = DateField("Hạn đọc", description="Để trống khi không có hạn.")
    audience = RadioField("Phổ biến đến", choices=[("all", "Toàn cơ quan"), ("units", "Đơn vị")])
    must_confirm = BooleanField("Bắt buộc xác nhận đã đọc")
    password = PasswordField("Mật khẩu")
    paper = FileField("Tệp đính kèm")

"""What reminding refuses."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class NobodyTicked(BadInput):
    """No name was ticked."""

    message = _l("Chưa chọn ai để nhắc. Hãy đánh dấu tên trong danh sách.")


class NobodyToRemind(BadInput):
    """Everybody has read, is excused, or is not asked any more."""

    message = _l("Không còn ai cần nhắc: mọi người đã đọc xong, được miễn, hoặc đã thôi giao đọc.")


class AllRemindedLately(BadInput):
    """Each of them was reminded within a day."""

    message = _l("Những người này vừa được nhắc trong 24 giờ qua. Hãy nhắc lại vào ngày mai.")

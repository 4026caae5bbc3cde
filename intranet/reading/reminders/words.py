"""The sentences of reminders."""

from flask_babel import lazy_gettext as _l

BY_HAND = _l("%(who)s nhắc bạn đọc %(symbol)s, hạn %(deadline)s.")
BY_HAND_OPEN = _l("%(who)s nhắc bạn đọc %(symbol)s.")
BY_HAND_LATE = _l("%(who)s nhắc bạn đọc %(symbol)s: đã quá hạn từ %(deadline)s.")
BY_HAND_SEVERAL = _l("%(who)s nhắc bạn đọc %(n)s văn bản.")
BY_HAND_SEVERAL_LATE = _l("%(who)s nhắc bạn đọc %(n)s văn bản, trong đó %(late)s đã quá hạn.")
BY_HAND_SEVERAL_ALL_LATE = _l("%(who)s nhắc bạn đọc %(n)s văn bản, đều đã quá hạn.")
SOON_ONE = _l("Văn bản %(symbol)s cần đọc trước hết ngày %(deadline)s.")
LATE_ONE = _l("Văn bản %(symbol)s đã quá hạn đọc từ %(deadline)s. Hãy đọc và xác nhận.")
SEVERAL = _l("Bạn còn %(n)s văn bản cần đọc, trong đó %(late)s quá hạn.")
UNIT_LATE = _l("Đơn vị %(unit)s: %(people)s người quá hạn đọc %(papers)s văn bản.")
LONG_LATE = _l("%(people)s người ở %(units)s đơn vị quá hạn đọc từ %(days)s ngày làm việc trở lên.")

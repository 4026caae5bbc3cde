"""Why a list of staff cannot be taken over."""

from flask_babel import lazy_gettext as _l

from intranet.core.errors import BadInput


class StaffListUnreadable(BadInput):
    """The file is no list of staff that can be read."""

    message = _l("Không đọc được danh sách. Hãy dùng tệp mẫu (CSV hoặc XLSX) rồi nhập lại.")

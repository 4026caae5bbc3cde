"""The screen words of this room's enums."""

from flask_babel import lazy_gettext as _l

from intranet.people.models import Role

ROLE_WORDS = {
    Role.READER: _l("Công chức, người lao động"),
    Role.CLERK: _l("Văn thư"),
    Role.UNIT_HEAD: _l("Trưởng đơn vị"),
    Role.LEADER: _l("Lãnh đạo cơ quan"),
    Role.ADMIN: _l("Quản trị hệ thống"),
}

"""The roles of the portal: what each is called and what it permits; a new one is added here.

How lists of staff call the roles stands in `staff_import/staff_list_names.toml`.
"""

import enum

from flask_babel import lazy_gettext as _l


class Role(enum.Enum):
    """What a person is in the portal (vai trò)."""

    READER = "reader"
    CLERK = "clerk"
    UNIT_HEAD = "unit_head"
    LEADER = "leader"
    ADMIN = "admin"


ROLE_WORDS = {
    Role.READER: _l("Công chức, người lao động"),
    Role.CLERK: _l("Văn thư"),
    Role.UNIT_HEAD: _l("Trưởng đơn vị"),
    Role.LEADER: _l("Lãnh đạo cơ quan"),
    Role.ADMIN: _l("Quản trị hệ thống"),
}


class Permission(enum.Enum):
    """A thing that only some roles may do (quyền).

    The administrator keeps accounts and machines and has no right to any content.
    """

    CHECK = "upload, check, publish and correct directives (văn thư)"
    ORGANISE = "call thematic meetings and keep their attendance"
    WATCH = "see who has read; a unit head sees the own unit only"
    WATCH_ALL = "see who has read in every unit"
    SEE_ALL = "see every published directive, whoever it is addressed to"
    READ = "be counted, get things to read, search"
    ADMINISTER = "keep accounts, departments, audit trail, index and jobs"


P = Permission
PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.READER: frozenset({P.READ}),
    Role.CLERK: frozenset({P.READ, P.CHECK, P.ORGANISE, P.WATCH, P.WATCH_ALL, P.SEE_ALL}),
    Role.UNIT_HEAD: frozenset({P.READ, P.WATCH}),
    Role.LEADER: frozenset({P.READ, P.ORGANISE, P.WATCH, P.WATCH_ALL, P.SEE_ALL}),
    Role.ADMIN: frozenset({P.ADMINISTER}),
}


def may(role: Role, permission: Permission) -> bool:
    """Whether people of this role have the permission."""
    return permission in PERMISSIONS[role]


def roles_with(permission: Permission) -> frozenset[Role]:
    """The roles that have the permission."""
    return frozenset(role for role in Role if may(role, permission))

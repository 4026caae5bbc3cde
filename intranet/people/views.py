"""The pages of the people room."""

from intranet.people import (
    view_account,
    view_departments,
    view_import,
    view_mail,
    view_notices,
    view_office,
    view_sign_in,
    view_staff,
)
from intranet.people.blueprint import bp

__all__ = [
    "bp", "view_account", "view_departments", "view_import", "view_mail", "view_notices",
    "view_office", "view_sign_in", "view_staff",
]  # fmt: skip

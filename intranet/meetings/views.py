"""Every page of the meetings: the list, one meeting, calling one, its materials, attendance."""

from intranet.meetings import (
    view_attendance,
    view_call,
    view_list,
    view_material_marks,
    view_materials,
    view_one,
)
from intranet.meetings.blueprint import bp

__all__ = [
    "bp",
    "view_attendance",
    "view_call",
    "view_list",
    "view_material_marks",
    "view_materials",
    "view_one",
]

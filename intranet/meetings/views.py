"""Every page of the meetings: the list, one meeting, calling one, its materials, attendance."""

from intranet.meetings.attendance import views_attendance
from intranet.meetings.blueprint import bp
from intranet.meetings.calendar import views_list, views_meeting
from intranet.meetings.materials import views_material_marks, views_materials
from intranet.meetings.planning import views_planning

__all__ = [
    "bp",
    "views_attendance",
    "views_list",
    "views_material_marks",
    "views_materials",
    "views_meeting",
    "views_planning",
]

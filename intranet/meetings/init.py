"""How the meetings take their place in the portal."""

from intranet.core.application import Portal
from intranet.directives.slots import beside
from intranet.intake.quarantine.places import ContentPlace, register
from intranet.intake.signals import file_read
from intranet.meetings import words
from intranet.meetings.attendance import views_attendance
from intranet.meetings.blueprint import bp
from intranet.meetings.calendar import views_list, views_meeting
from intranet.meetings.directive_panel import used_in_panel
from intranet.meetings.index_updates import drop_isolated, index_read_file
from intranet.meetings.materials import views_material_files, views_materials
from intranet.meetings.planning import views_planning
from intranet.meetings.search_sources import MATERIALS, MEETINGS
from intranet.search.index.sources import register_source

VIEWS = (
    views_attendance, views_list, views_material_files, views_materials, views_meeting,
    views_planning,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of the meetings; meetings beside a directive and in the search."""
    app.register_blueprint(bp)
    app.jinja_env.globals["meeting_words"] = words
    beside.register(used_in_panel)
    register_source(MATERIALS)
    register_source(MEETINGS)
    file_read.connect(index_read_file)
    register(ContentPlace("materials of meetings", ("material",), wipe=drop_isolated))

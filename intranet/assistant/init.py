"""How the assistant takes its place in the portal."""

from flask_babel import lazy_gettext as _l

from intranet.assistant.blueprint import bp
from intranet.assistant.commands import ask
from intranet.assistant.history import gaps, named_questions
from intranet.assistant.pages import panels, views, views_gaps
from intranet.core.application import Portal
from intranet.directives.slots import below
from intranet.intake.quarantine.places import ContentPlace, register
from intranet.people.notifications.notice_text import register_kind
from intranet.search import slots as search

VIEWS = (views, views_gaps)
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """Its pages, its command, and what it shows on the pages of lower rooms."""
    app.register_blueprint(bp)
    app.cli.add_command(ask)
    register_kind(gaps.KIND, _l("Câu hỏi đã được bổ sung văn bản"), "quote")
    below.register(panels.within_panel)
    search.above.register(panels.question_panel)
    register(ContentPlace(
        "questions", ("stored_question",), wipe=named_questions.forget_questions,
    ))  # fmt: skip

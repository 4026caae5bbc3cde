"""How the repository takes its place in the portal."""

from intranet.core.application import Portal
from intranet.core.tasks import LATER, TaskQueue
from intranet.directives import hooks, slots, tasks, views_correction, words
from intranet.directives.blueprint import bp
from intranet.directives.citations import views_graph, views_missing
from intranet.directives.register import views_register
from intranet.directives.viewer import page_pictures, views_changes, views_directive, views_files
from intranet.directives.viewer.unbroken_symbols import unbroken

VIEWS = (
    views_changes, views_correction, views_directive, views_files, views_graph, views_missing,
    views_register,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of the repository, and what its templates use."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        directive_slots=slots, directive_hooks=hooks, directive_words=words
    )
    app.jinja_env.filters["unbroken"] = unbroken
    queue = app.service(TaskQueue)
    queue.register(tasks.clean_file)
    queue.register(page_pictures.draw_later, priority=LATER)
    queue.register(tasks.clean_waiting_files, every_minute=True, priority=LATER)

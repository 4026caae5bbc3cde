"""How the repository takes its place in the portal."""

from intranet.core.application import Portal
from intranet.directives import hooks, slots, views_correction, words
from intranet.directives.blueprint import bp
from intranet.directives.changes import views as views_withdrawal
from intranet.directives.changes import words as change_words
from intranet.directives.citations import views_graph, views_missing
from intranet.directives.register import views_register
from intranet.directives.viewer import views_changes, views_directive, views_files
from intranet.directives.viewer.unbroken_symbols import unbroken

VIEWS = (
    views_changes, views_correction, views_directive, views_files, views_graph, views_missing,
    views_register, views_withdrawal,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of the repository, and what its templates use."""
    app.register_blueprint(bp)
    app.jinja_env.globals.update(
        directive_slots=slots, directive_hooks=hooks, directive_words=words,
        change_words=change_words,
    )  # fmt: skip
    app.jinja_env.filters["unbroken"] = unbroken

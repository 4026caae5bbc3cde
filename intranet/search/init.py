"""How search takes its place in the portal."""

from sqlalchemy.orm import Session

from intranet.core.application import Portal
from intranet.core.current_settings import settings
from intranet.core.task_queue import after_commit
from intranet.directives.hooks import highlight_urls
from intranet.directives.models import Directive
from intranet.directives.signals import directive_changed, version_published
from intranet.directives.slots import below
from intranet.intake import signals as intake
from intranet.intake.quarantine.places import ContentPlace, Scope, register
from intranet.people.notifications.notice_text import register_kind
from intranet.people.slots import account_main
from intranet.search import slots
from intranet.search.blueprint import bp
from intranet.search.commands import index, search
from intranet.search.engines import registry
from intranet.search.engines.analysis_cache import AnalysisCache
from intranet.search.index import indexing, tasks
from intranet.search.index import views as index_views
from intranet.search.index.directive_entries import SOURCE
from intranet.search.index.sources import register_source
from intranet.search.lexicon import learning
from intranet.search.lexicon import views as lexicon_views
from intranet.search.lexicon.commands import words
from intranet.search.recent import views as recent_views
from intranet.search.results import views, views_advanced, views_highlights, views_similar
from intranet.search.saved import alerts, named_documents, views_feed
from intranet.search.saved import views as saved_views
from intranet.search.saved.words import SAVED_SEARCHES
from intranet.search.suggest import views as suggest_views
from intranet.search.usage import views as usage_views

VIEWS = (
    views, views_advanced, views_highlights, views_similar, index_views, lexicon_views,
    saved_views, views_feed, suggest_views, usage_views, recent_views,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of search, its commands, its panels, and the worker's part."""
    app.register_blueprint(bp)
    for command in (search, index, words):
        app.cli.add_command(command)
    register_source(SOURCE)
    register_kind(alerts.KIND, SAVED_SEARCHES, "bookmark")
    account_main.register(saved_views.saved_panel)
    slots.start.register(saved_views.saved_panel)
    below.register(views_similar.similar_panel)
    highlight_urls.fill(views_highlights.highlight_addresses)
    directive_changed.connect(index_soon)
    version_published.connect(learning.learn_soon)
    intake.file_read.connect(learning.learn_from_file)
    _name_places()


def _name_places() -> None:
    register(ContentPlace(
        "queries", ("asked_day", "saved_search", "saved_hit", "recent_search"),
        wipe=named_documents.forget_queries,
    ))  # fmt: skip
    register(ContentPlace(
        "learned words", ("abbreviation", "learned_abbreviation"),
        wipe=lambda session, scope: learning.forget(session, scope.directives),
    ))  # fmt: skip
    register(ContentPlace(
        "index", folders=("search_index",), hide_outside=forget_hidden, rewrite=rewrite_index
    ))  # fmt: skip


def index_soon(session: Session, directive: Directive) -> None:
    """Let the worker index a directive once it is committed."""
    after_commit(session, tasks.index_thing, SOURCE.prefix, directive.id)


def forget_hidden(scope: Scope) -> None:
    """Directives that nobody may see any more are not counted either, from now on."""
    engine = registry.engine()
    engine.delete(SOURCE.name(number) for number in scope.directives)
    engine.commit()


def rewrite_index() -> None:
    """An entry that is only marked as deleted still has its words on the disk.

    The index of an engine that does not answer now lies there too, as old as it is.
    """
    indexing.catch_up()
    known = registry.engine().ids()
    for name in filter(registry.is_installed, registry.NAMES):
        engine = registry.engine_named(name)
        engine.delete(engine.ids() - known)
        engine.commit()
        engine.rewrite()
    AnalysisCache(settings().search_index).forget()

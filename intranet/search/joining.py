"""How words, saved searches and counts join the house: listeners, tasks, panel, command."""

from flask import Flask
from flask.blueprints import BlueprintSetupState

from intranet.core.tasks import LATER, TaskQueue
from intranet.people.notifications.notice_text import register_kind
from intranet.search.blueprint import bp
from intranet.search.lexicon import learning
from intranet.search.lexicon.commands import words
from intranet.search.results.views_similar import similar_panel
from intranet.search.saved import alerts
from intranet.search.saved.views import saved_panel
from intranet.search.saved.words import SAVED_SEARCHES
from intranet.search.usage import query_log

SAVED = ("saved_open", "saved_change", "save", "saved", "feed_renew")
"""Pages that lie under "Tìm kiếm" on the rail."""


@bp.record
def join(state: BlueprintSetupState) -> None:
    """Take part in the house together with the pages."""
    app = state.app
    assert isinstance(app, Flask)
    subscribe(app, "version published", learning.learn_soon)
    subscribe(app, "file read", learning.learn_from_file)
    subscribe(app, "papers isolated", learning.forget_isolated)
    register_panel(app, "account.main", saved_panel)
    register_panel(app, "directive.end", similar_panel)
    register_kind(app, alerts.KIND, SAVED_SEARCHES, "bookmark")
    app.cli.add_command(words)
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({f"search.{page}": "search.index" for page in SAVED})
    belongs["search.words_add"] = "search.words"
    belongs["search.words"] = "search.board"
    _register(app.extensions["tasks"])


def _register(queue: TaskQueue) -> None:
    queue.register(learn_words, priority=LATER)
    queue.register(learn_missed_words, every_minute=True, at_start=True, priority=LATER)
    queue.register(ask_saved_searches, every_minute=True, priority=LATER)
    queue.register(forget_old_counts, every_minute=True, priority=LATER)


def learn_words(directive_id: int) -> None:
    """Learn what a directive explains."""
    learning.learn(directive_id)


def learn_missed_words() -> None:
    """Learn from whatever changed and was missed."""
    learning.learn_waiting()


def ask_saved_searches() -> None:
    """Tell people what their saved searches newly find."""
    alerts.ask_saved()


def forget_old_counts() -> None:
    """Keep counts of what was asked no longer than the settings say."""
    query_log.forget_old()

"""Saves searches as people do, and lets the worker ask them."""

from typing import Any

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.search.index import indexing
from intranet.search.saved.alerts import ask_saved
from intranet.search.saved.models import SavedSearch
from tests.making import Make
from tests.site import Site

WORDS = "chuyển đổi số"


def keep(site: Site, words: str = WORDS, **more: str) -> SavedSearch:
    """Save a search as the button of the results page does; the newest kept one."""
    url = site.url("search.index", q=words, **more)
    answer = site.post("search.save", {"dia_chi": url})
    assert answer.status_code == 302, answer.get_data(as_text=True)
    return db.session.query(SavedSearch).order_by(SavedSearch.id.desc()).first()


def ask() -> int:
    """What the worker does every minute."""
    db.session.rollback()  # the test must not hold the database meanwhile
    return ask_saved()


def arrives(make: Make, *pages: str, **given: Any) -> Directive:
    """A directive that is published, and found, just now."""
    made = make.directive(pages=pages or (f"Kế hoạch {WORDS}",), published_at=now(), **given)
    indexing.catch_up()
    return made

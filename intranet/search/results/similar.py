"""What is about the same as a directive: one query of the words that tell it from others."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from math import log

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from intranet.directives.audience.visibility import tokens_for, visible
from intranet.directives.models import Directive, FilePage
from intranet.people.models import StaffMember
from intranet.search.analysis import Analysed, analyse
from intranet.search.engines.port import Engine
from intranet.search.engines.registry import engine
from intranet.search.fields import Field
from intranet.search.index.directive_entries import SOURCE
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Or, Query, Term

MOST_PAGES, MOST_SIGNS = 12, 8000
"""What of a long text is looked at: as much of the beginning of each page."""
REMEMBERED = 256  # texts whose tokens are kept: whoever opens a directive again asks for the same
SUBJECT_COUNTS = 4
LOOKED_UP, TELLING, MOST_CITED = 300, 24, 6
FLOOR = 0.22  # part of the own score below which another is not called similar
MOST_SHOWN = 5
PREFIX = f"{SOURCE.prefix}:"


def similar_to(
    session: Session, staff: StaffMember, directive: Directive, limit: int = MOST_SHOWN
) -> Sequence[Directive]:
    """Directives that share most telling words with this one, best first.

    Only what this person may see; none that shares little.
    """
    query = significant_words(engine(), directive.subject, _text(session, directive))
    if query is None:
        return []
    # The own entry has the best score: the floor is a part of it.
    audience = tokens_for(session, staff)
    request = SearchRequest(query, audience, floor=FLOOR, limit=3 * limit + 1, facets=())
    names = (hit.id for hit in engine().search(request).hits if hit.id.startswith(PREFIX))
    others = [name for name in names if name != SOURCE.name(directive.id)]
    numbers = [int(name.removeprefix(PREFIX)) for name in others[:limit]]
    directives = session.scalars(visible(staff).where(Directive.id.in_(numbers)))
    by_id = {similar.id: similar for similar in directives}
    return [by_id[number] for number in numbers if number in by_id]


def significant_words(engine: Engine, subject: str, text: str) -> Query | None:
    """What finds entries with the telling words of a text; None when it has none.

    Telling are neighbouring syllables that come often here and seldom elsewhere, and symbols that
    few others name. What stands in no other entry finds none and is left out.
    """
    looked_up, named = _tokens(subject, text[:MOST_SIGNS])
    pairs = _best(looked_up, engine.counts(Field.PAIRS, looked_up), TELLING)
    cited = _best(named, engine.counts(Field.CITED, named), MOST_CITED)
    terms = [Term(Field.PAIRS, pair) for pair in pairs] + [Term(Field.CITED, key) for key in cited]
    return Or(tuple(terms)) if terms else None


@lru_cache(REMEMBERED)
def _tokens(subject: str, text: str) -> tuple[Mapping[str, int], Mapping[str, int]]:
    """How often the most frequent pairs come, and which symbols are named."""
    title, body = analyse(subject), analyse(text)
    often = Counter(_pairs(body))
    often.update(dict.fromkeys(_pairs(title), SUBJECT_COUNTS))
    return dict(often.most_common(LOOKED_UP)), dict.fromkeys((*title.symbols, *body.symbols), 1)


def _pairs(tokens: Analysed) -> Iterable[str]:
    return (pair for pair in tokens.pairs if not any(map(str.isdigit, pair)))


def _best(often: Mapping[str, int], everywhere: Mapping[str, int], most: int) -> list[str]:
    entries = max(everywhere.values(), default=0)
    weights = {
        token: (1 + log(often[token])) * log(1 + entries / count)
        for token, count in everywhere.items()
        if count > 1
    }
    return sorted(weights, key=lambda token: (-weights[token], token))[:most]


def _text(session: Session, directive: Directive) -> str:
    of_file = FilePage.file_id == directive.latest.file_id
    beginning = func.substr(FilePage.text, 1, MOST_SIGNS)
    query = select(beginning).where(of_file, FilePage.number <= MOST_PAGES)
    pages = session.scalars(query.order_by(FilePage.number)).all()
    return "\n".join(page[: MOST_SIGNS // len(pages)] for page in pages)

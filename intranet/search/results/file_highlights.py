"""What a query marks in one kept paper, for whoever was let in to it already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage, StoredFile
from intranet.directives.page_texts import some_clean_pages
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.results.highlighting import (
    Highlights,
    PageText,
    highlights,
    pages_with,
    while_typing,
)
from intranet.search.results.matches import MatchTerms, match_terms
from intranet.search.results.snippets import best_snippet

MOST_SNIPPETS = 60


@dataclass(frozen=True)
class HighlightRequest:
    """A query put to one paper.

    landing is the page it opens at; is_typing says that the last word may go on.
    """

    query: UnderstoodQuery
    landing: int | None = None
    is_typing: bool = False


def marks_in(session: Session, file: StoredFile, asked: HighlightRequest) -> dict[str, Any]:
    """The places that the query marks on each page of the file, as JSON."""
    pages = _pages(session, file)
    return as_json(_marks(session, file, _look(asked, pages), pages, asked))


def found_in(session: Session, file: StoredFile, asked: HighlightRequest) -> dict[str, Any]:
    """What the reader shows of a search inside the file, as JSON: marks and lines of the pages.

    Only the first MOST_SNIPPETS pages have their lines.
    """
    pages = _pages(session, file)
    terms = _look(asked, pages)
    found = _marks(session, file, terms, pages, asked)
    answer = as_json(found)
    near = [(one.number, one.number + 1) if one.tail else (one.number,) for one in found.pages]
    near = near[:MOST_SNIPPETS]
    texts = some_clean_pages(session, file.id, {number for numbers in near for number in numbers})
    for one, numbers in zip(answer["pages"], near, strict=False):
        shown = best_snippet(terms, [(number, texts[number]) for number in numbers])
        one["lines"] = _in_turn(shown.text) if shown else []
    return answer


def as_json(found: Highlights) -> dict[str, Any]:
    """The marks as the reader's script wants them; what is empty is left out."""
    pages = [
        {
            "page": page.number,
            "count": page.count,
            "runs": page.runs,
            **({"boxes": page.boxes} if page.boxes is not None else {}),
            **({"head": page.head} if page.head else {}),
            **({"tail": page.tail} if page.tail else {}),
        }
        for page in found.pages
    ]
    return {
        "total": found.total,
        "best": found.best,
        "lacking": found.lacking,
        "spelled": found.spelled,
        "pages": pages,
    }


def _in_turn(text: Markup) -> list[str]:
    """The words of a snippet: plain, marked, plain, …"""
    return [Markup(part).unescape() for part in re.split("</?mark>", text)]


def _look(asked: HighlightRequest, pages: Sequence[PageText]) -> MatchTerms:
    terms = match_terms(asked.query)
    return while_typing(terms, asked.query.text.raw, pages) if asked.is_typing else terms


def _marks(
    session: Session,
    file: StoredFile,
    terms: MatchTerms,
    pages: Sequence[PageText],
    asked: HighlightRequest,
) -> Highlights:
    seen = _words(session, file, pages_with(terms, pages))
    whole = [PageText(one.number, one.text, seen.get(one.number, ())) for one in pages]
    return highlights(terms, whole, asked.landing)


def _pages(session: Session, file: StoredFile) -> list[PageText]:
    query = select(FilePage.number, FilePage.text).where(FilePage.file_id == file.id)
    return [PageText(*row) for row in session.execute(query.order_by(FilePage.number))]


def _words(
    session: Session, file: StoredFile, numbers: set[int]
) -> Mapping[int, Sequence[Sequence[Any]]]:
    query = select(FilePage.number, FilePage.words).where(
        FilePage.file_id == file.id, FilePage.number.in_(numbers), FilePage.words.is_not(None)
    )
    return {number: words for number, words in session.execute(query) if words}

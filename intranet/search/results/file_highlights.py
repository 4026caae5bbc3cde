"""What a query marks in one kept file, for whoever was let in to it already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage, StoredFile
from intranet.directives.page_texts import single_clean_pages
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.results.highlighting import (
    Highlights,
    PageText,
    highlights,
    pages_with,
    with_endings,
)
from intranet.search.results.matches import MatchTerms, match_terms
from intranet.search.results.snippets import best_snippet

MOST_SNIPPETS = 60


@dataclass(frozen=True)
class HighlightRequest:
    """A query put to one file.

    landing is the page it opens at; is_typing says that the last word may go on.
    """

    query: UnderstoodQuery
    landing: int | None = None
    is_typing: bool = False


def highlights_in_file(
    session: Session, file: StoredFile, request: HighlightRequest
) -> dict[str, Any]:
    """The places that the query marks on each page of the file, as JSON."""
    pages = _pages(session, file)
    return as_json(_marks(session, file, _look(request, pages), pages, request))


def search_in_file(session: Session, file: StoredFile, request: HighlightRequest) -> dict[str, Any]:
    """What the reader shows of a search inside the file, as JSON: marks and lines of the pages.

    Only the first MOST_SNIPPETS pages have their lines.
    """
    pages = _pages(session, file)
    terms = _look(request, pages)
    marked = _marks(session, file, terms, pages, request)
    answer = as_json(marked)
    near = [
        (page.number, page.number + 1) if page.tail else (page.number,) for page in marked.pages
    ]
    near = near[:MOST_SNIPPETS]
    texts = single_clean_pages(session, file.id, {number for numbers in near for number in numbers})
    for answered, numbers in zip(answer["pages"], near, strict=False):
        shown = best_snippet(terms, [(number, texts[number]) for number in numbers])
        answered["lines"] = _in_turn(shown.text) if shown else []
    return answer


def as_json(marked: Highlights) -> dict[str, Any]:
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
        for page in marked.pages
    ]
    return {
        "total": marked.total,
        "best": marked.best,
        "lacking": marked.lacking,
        "spelled": marked.spelled,
        "pages": pages,
    }


def _in_turn(text: Markup) -> list[str]:
    """The words of a snippet: plain, marked, plain, …"""
    return [Markup(part).unescape() for part in re.split("</?mark>", text)]


def _look(request: HighlightRequest, pages: Sequence[PageText]) -> MatchTerms:
    terms = match_terms(request.query)
    return with_endings(terms, request.query.text.raw, pages) if request.is_typing else terms


def _marks(
    session: Session,
    file: StoredFile,
    terms: MatchTerms,
    pages: Sequence[PageText],
    request: HighlightRequest,
) -> Highlights:
    seen = _words(session, file, pages_with(terms, pages))
    whole = [PageText(page.number, page.text, seen.get(page.number, ())) for page in pages]
    return highlights(terms, whole, request.landing)


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

"""What a query marks in one kept file, for whoever was let in to it already."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from itertools import chain
from typing import Any

from markupsafe import Markup
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage, StoredFile
from intranet.directives.page_texts import single_clean_pages
from intranet.search.query.meaning import UnderstoodQuery
from intranet.search.results import highlighting
from intranet.search.results.highlighting import Highlights, PageHighlights, PageText
from intranet.search.results.matches import MatchTerms, match_terms
from intranet.search.results.snippets import best_snippet

MOST_SNIPPETS = 60


def highlights_in_file(
    session: Session,
    file: StoredFile,
    query: UnderstoodQuery,
    landing: int | None = None,
    *,
    with_lines: bool = False,
) -> dict[str, Any]:
    """The places that the query marks on each page, as JSON; landing is the page it opens at.

    With lines it is a search inside the file while somebody types: the last word may go on, and
    the first MOST_SNIPPETS pages have their lines.
    """
    rows = select(FilePage.number, FilePage.text).where(FilePage.file_id == file.id)
    pages = [PageText(*row) for row in session.execute(rows.order_by(FilePage.number))]
    terms = match_terms(query)
    if with_lines:
        terms = highlighting.with_endings(terms, query.text.raw, pages)
    seen = _words(session, file, highlighting.pages_with(terms, pages))
    whole = [replace(page, words=seen.get(page.number, ())) for page in pages]
    marked = highlighting.highlights(terms, whole, landing)
    lines = _lines(session, file, terms, marked) if with_lines else {}
    told = [_told(page) | lines.get(page.page, {}) for page in marked.pages]
    return {**vars(marked), "total": marked.total, "pages": told}


def _told(page: PageHighlights) -> dict[str, Any]:
    """The marks of a page without what is empty."""
    values = vars(page)
    return {
        each.name: values[each.name] for each in fields(page) if values[each.name] != each.default
    }


def _lines(
    session: Session, file: StoredFile, terms: MatchTerms, marked: Highlights
) -> dict[int, dict[str, list[str]]]:
    """By page the words of its snippet: plain, marked, plain, …"""
    near = {
        page.page: (page.page, page.page + 1) if page.tail else (page.page,)
        for page in marked.pages[:MOST_SNIPPETS]
    }
    texts = single_clean_pages(session, file.id, set(chain(*near.values())))
    lines = {}
    for page, numbers in near.items():
        shown = best_snippet(terms, [(number, texts[number]) for number in numbers], whole=True)
        parts = re.split("</?mark>", shown.text) if shown else ()
        lines[page] = {"lines": [Markup(part).unescape() for part in parts]}
    return lines


def _words(
    session: Session, file: StoredFile, numbers: set[int]
) -> Mapping[int, Sequence[Sequence[Any]]]:
    query = select(FilePage.number, FilePage.words).where(
        FilePage.file_id == file.id, FilePage.number.in_(numbers), FilePage.words.is_not(None)
    )
    return {number: words for number, words in session.execute(query) if words}

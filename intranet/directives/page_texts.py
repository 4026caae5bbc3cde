"""The clean text of pages: what the reader sees, without what printing and PDF did to it.

The one place where pages are cleaned for search, snippets, learned abbreviations and the comparison
of versions.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable
from functools import lru_cache

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage
from intranet.extraction.layout.searchable_text import search_text, search_texts

Pages = list[tuple[int, str]]
"""Numbers and texts of pages in their order."""


def clean_pages(
    session: Session, files: Iterable[int], most: int | None = None
) -> dict[int, Pages]:
    """The pages of each file by its id, the first `most` only: symbols whole, no running heads."""
    ids = set(files)
    query = select(FilePage.file_id, FilePage.number, FilePage.text)
    query = query.where(FilePage.file_id.in_(ids)).order_by(FilePage.number)
    if most is not None:
        query = query.where(FilePage.number <= most)
    pages: dict[int, Pages] = defaultdict(list)
    for file, number, text in session.execute(query):
        pages[file].append((number, text))
    return {file: _cleaned(pages[file]) for file in ids}


def some_clean_pages(session: Session, file: int, numbers: Collection[int]) -> dict[int, str]:
    """Single pages of a file by their numbers; heads that only repetition betrays stay."""
    query = select(FilePage.number, FilePage.text)
    query = query.where(FilePage.file_id == file, FilePage.number.in_(numbers))
    return {number: _clean_page(text) for number, text in session.execute(query)}


def _cleaned(pages: Pages) -> Pages:
    texts = search_texts([text for _, text in pages])
    return [(number, text) for (number, _), text in zip(pages, texts, strict=True)]


@lru_cache(maxsize=2_000)
def _clean_page(text: str) -> str:
    return search_text(text)

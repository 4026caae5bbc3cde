"""The clean text of pages: what the reader sees, without what printing and PDF did to it.

The worker cleans a file once its text is there and keeps the result beside the page's text, and
the passages into which it falls; search, snippets, learned abbreviations and the comparison of
versions read that. What is not cleaned yet (a scan being recognised, an old file after an upgrade)
is cleaned for whoever asks.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from intranet.core.database import changed_rows
from intranet.directives.models import FilePage
from intranet.directives.passages import replace_passages, waiting_files
from intranet.extraction.layout.searchable_text import search_texts
from intranet.language.passages.splitting import split_pages

Pages = list[tuple[int, str]]
"""Numbers and texts of pages in their order."""


def clean_pages(
    session: Session, files: Iterable[int], most: int | None = None
) -> dict[int, Pages]:
    """The pages of each file by its id, the first `most` only: symbols whole, no running heads."""
    ids = set(files)
    texts = func.coalesce(FilePage.clean_text, FilePage.text), FilePage.clean_text.is_(None)
    query = select(FilePage.file_id, FilePage.number, *texts)
    query = query.where(FilePage.file_id.in_(ids)).order_by(FilePage.number)
    if most is not None:
        query = query.where(FilePage.number <= most)
    pages: dict[int, Pages] = defaultdict(list)
    uncleaned = set()
    for file, number, text, raw in session.execute(query):
        pages[file].append((number, text))
        if raw:
            uncleaned.add(file)
    return {file: _cleaned(pages[file]) if file in uncleaned else pages[file] for file in ids}


def single_clean_pages(session: Session, file: int, numbers: Collection[int]) -> dict[int, str]:
    """Single pages of a file by their numbers."""
    query = select(FilePage.number, FilePage.clean_text)
    query = query.where(FilePage.file_id == file, FilePage.number.in_(numbers))
    pages = dict(session.execute(query).all())
    if None in pages.values():
        pages = dict(clean_pages(session, [file])[file])
    return {number: text or "" for number, text in pages.items() if number in numbers}


def uncleaned_files(session: Session, most: int) -> Sequence[int]:
    """The ids of files whose text waits to be cleaned or split into passages.

    Those still being recognised come later.
    """
    return session.scalars(waiting_files().limit(most)).all()


def store_clean_text(session: Session, file: int) -> None:
    """Keep the clean text of every page of a file, and its passages.

    A page that changed meanwhile waits again, and the passages with it. Commits: cleaning a long
    file takes seconds, and nobody waits for a lock meanwhile.
    """
    query = select(FilePage.id, FilePage.number, FilePage.text, FilePage.clean_text)
    rows = session.execute(query.where(FilePage.file_id == file).order_by(FilePage.number)).all()
    session.rollback()
    known = [row.clean_text for row in rows]
    texts = search_texts([row.text for row in rows]) if None in known else known
    passages = split_pages([(row.number, text) for row, text in zip(rows, texts, strict=True)])
    kept = True
    for row, text in zip(rows, texts, strict=True):
        unchanged = update(FilePage).where(FilePage.id == row.id, FilePage.text == row.text)
        kept &= changed_rows(session, unchanged.values(clean_text=text)) == 1
    replace_passages(session, file, passages.passages if kept else None)
    session.commit()


def _cleaned(pages: Pages) -> Pages:
    """Cleaning twice changes nothing, so a file that is partly cleaned may be cleaned whole."""
    texts = search_texts([text for _, text in pages])
    return [(number, text) for (number, _), text in zip(pages, texts, strict=True)]

"""Two versions of a directive side by side."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.directives.models import FilePage, StoredFile, Version
from intranet.extraction.layout.searchable_text import search_texts
from intranet.language.text.text_diff import PassageChange, text_diff

LONGEST = 3_000_000  # letters of both versions together; more would keep a page waiting


@dataclass(frozen=True)
class Changed:
    """The changes in reading order; `comparable` is False when a text is missing or too long."""

    text_diff: tuple[PassageChange, ...] = ()
    comparable: bool = True

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of the newer version on which something is new or different."""
        return tuple(sorted({one.after.page for one in self.changes if one.after}))


def changes_between(session: Session, before: Version, after: Version) -> Changed:
    """What the newer version says differently; heads and page numbers are left out."""
    old, new = (_pages(session, version.file) for version in (before, after))
    length = sum(len(text) for _, text in (*old, *new))
    if not any(text for _, text in old) or not any(text for _, text in new) or length > LONGEST:
        return Changed(comparable=False)
    return Changed(text_diff(old, new))


def _pages(session: Session, file: StoredFile) -> list[tuple[int, str]]:
    query = select(FilePage.number, FilePage.text).where(FilePage.file_id == file.id)
    rows = session.execute(query.order_by(FilePage.number)).all()
    cleaned = search_texts([row.text for row in rows])
    return [(row.number, text) for row, text in zip(rows, cleaned, strict=True)]

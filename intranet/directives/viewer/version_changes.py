"""Two versions of a directive side by side."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.directives.models import Version
from intranet.directives.page_texts import clean_pages
from intranet.language.text.text_diff import PassageChange, text_diff

LONGEST = 3_000_000  # letters of both versions together; more would keep a page waiting


@dataclass(frozen=True)
class VersionChanges:
    """The changes in reading order; `comparable` is False when a text is missing or too long."""

    changes: tuple[PassageChange, ...] = ()
    comparable: bool = True

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of the newer version on which something is new or different."""
        return tuple(sorted({change.after.page for change in self.changes if change.after}))


def changes_between(session: Session, before: Version, after: Version) -> VersionChanges:
    """The changes from one version to the next; heads and page numbers are left out."""
    pages = clean_pages(session, (before.file_id, after.file_id))
    old, new = pages[before.file_id], pages[after.file_id]
    length = sum(len(text) for _, text in (*old, *new))
    if not any(text for _, text in old) or not any(text for _, text in new) or length > LONGEST:
        return VersionChanges(comparable=False)
    return VersionChanges(text_diff(old, new))

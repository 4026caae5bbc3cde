"""Two versions of a directive side by side."""

from dataclasses import dataclass

from sqlalchemy.orm import Session

from intranet.core.rate_limits import HEAVY_AT_ONCE, turn
from intranet.directives.models import Version
from intranet.directives.page_texts import Pages, clean_pages
from intranet.extraction.errors import TooLarge
from intranet.extraction.sandbox.text_reading import compared
from intranet.language.text.text_diff import PassageChange

LONGEST = 3_000_000  # letters of both versions together; more would keep a page waiting


@dataclass(frozen=True)
class VersionChanges:
    """The changes in reading order; `comparable` is False when a text is missing or too long.

    `reason` says more where the texts are there but could not be compared.
    """

    changes: tuple[PassageChange, ...] = ()
    comparable: bool = True
    reason: str = ""

    @property
    def pages(self) -> tuple[int, ...]:
        """The pages of the newer version on which something is new or different."""
        return tuple(sorted({change.after.page for change in self.changes if change.after}))


BUSY = VersionChanges(
    comparable=False, reason="Máy đang so sánh các bản khác. Hãy đợi vài giây rồi mở lại trang."
)


def changes_between(session: Session, before: Version, after: Version) -> VersionChanges:
    """The changes from one version to the next; heads and page numbers are left out."""
    pages = clean_pages(session, (before.file_id, after.file_id))
    old, new = pages[before.file_id], pages[after.file_id]
    length = sum(len(text) for _, text in (*old, *new))
    if not any(text for _, text in old) or not any(text for _, text in new) or length > LONGEST:
        return VersionChanges(comparable=False)
    with turn("comparing", range(HEAVY_AT_ONCE)) as mine:
        try:
            return VersionChanges(compared(*without_feet(old, new))) if mine else BUSY
        except TooLarge as error:
            return VersionChanges(comparable=False, reason=str(error))


def without_feet(old: Pages, new: Pages) -> tuple[Pages, Pages]:
    """Both texts without the lines that end pages of both: feet wander as pages break elsewhere.

    What is left out is the same in both, so no change is hidden.
    """
    feet = {_last_line(text) for _, text in old} & {_last_line(text) for _, text in new}
    return [(n, _cut(text, feet)) for n, text in old], [(n, _cut(text, feet)) for n, text in new]


def _last_line(text: str) -> str:
    return text.rstrip().rpartition("\n")[2].strip()


def _cut(text: str, feet: set[str]) -> str:
    return text.rstrip().rpartition("\n")[0] if _last_line(text) in feet else text

"""One directive as its page needs it: versions, originals, the text of pages."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from intranet.core.errors import existing
from intranet.directives.audience.visibility import missing, visible, visible_to
from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.people.models import StaffMember


def whole_directive(session: Session, staff: StaffMember, directive_id: int) -> Directive:
    """The directive with everything its page tells of it; raises NotFound like `directive_for`."""
    versions = joinedload(Directive.versions)
    query = visible(staff).options(
        joinedload(Directive.issuing_body),
        joinedload(Directive.topics),
        versions.joinedload(Version.file),
        versions.joinedload(Version.published_by),
    )
    rows = session.scalars(query.where(Directive.id == directive_id)).unique()
    return rows.one_or_none() or missing(session, staff, directive_id)


def version_with_file(
    session: Session, staff: StaffMember, directive_id: int, version_id: int
) -> Version:
    """The version with its file, if the person may see its directive; raises NotFound."""
    query = select(Version).join(Version.directive).where(Version.id == version_id)
    query = query.where(Directive.id == directive_id, visible_to(staff))
    loaded = joinedload(Version.file), contains_eager(Version.directive)
    return existing(session.scalar(query.options(*loaded)))


def pages_of(session: Session, file: StoredFile) -> Sequence[FilePage]:
    """The read text of an original, page by page."""
    return session.scalars(
        select(FilePage).where(FilePage.file_id == file.id).order_by(FilePage.number)
    ).all()


def page_texts(pages: Sequence[FilePage], page_count: int) -> list[str]:
    """The text of each page from the first on; "" for pages of which nothing was read."""
    texts = {page.number: page.text for page in pages}
    total = max(page_count, *texts, 1)
    return [texts.get(number, "") for number in range(1, total + 1)]


def version_numbered(directive: Directive, number: int) -> Version:
    """The version with this number; raises NotFound."""
    return existing(next((each for each in directive.versions if each.number == number), None))


@dataclass(frozen=True)
class TextOrigin:
    """How the text of some pages on end was got: the pages as people write them (3 or 3–5).

    `sure` is the least certain page's share.
    """

    pages: str
    method: str
    sure: float


def text_origins(pages: Iterable[FilePage]) -> list[TextOrigin]:
    """How the text was got, pages of the same method together."""
    origins = []
    for method, run in groupby(pages, key=lambda page: page.method):
        first, *more = run
        numbers = f"{first.number}–{more[-1].number}" if more else f"{first.number}"
        sure = min(page.confidence for page in (first, *more))
        origins.append(TextOrigin(numbers, method, sure))
    return origins

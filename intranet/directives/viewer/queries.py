"""One directive as its page needs it: versions, originals, the text of pages."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, contains_eager, joinedload

from intranet.core.errors import NotFound
from intranet.directives.audience.visibility import visible, visible_to
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
    directive = rows.one_or_none()
    if directive is None:
        raise NotFound
    return directive


def version_of_file(session: Session, staff: StaffMember, version_id: int) -> Version | None:
    """The version with its file, if the person may see its directive."""
    return session.scalar(
        select(Version)
        .join(Version.directive)
        .where(Version.id == version_id, visible_to(staff))
        .options(joinedload(Version.file), contains_eager(Version.directive))
    )


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

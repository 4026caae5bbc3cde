"""Directives as findable things."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.directives.audience.visibility import tokens_of, visible_to
from intranet.directives.models import Directive, StoredFile, Version, headline
from intranet.directives.page_texts import clean_pages
from intranet.directives.words import TYPE
from intranet.people.models import StaffMember
from intranet.search.fields import IndexEntry
from intranet.search.index.sources import EntryDetails, EntrySource, moment

# Snippets of a very long text look at its first pages only; the index has all of it.
MOST_PAGES = 120


def entries(session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
    """The index entries of these directives, in their latest version."""
    several = (Directive.topics, Directive.audience, Directive.versions)
    query = select(Directive).where(Directive.id.in_(ids), Directive.is_in_store)
    query = query.options(joinedload(Directive.issuing_body), *map(selectinload, several))
    directives = [directive for directive in session.scalars(query) if directive.versions]
    texts = clean_pages(session, {directive.latest.file_id for directive in directives})
    for directive in directives:
        pages = texts[directive.latest.file_id]
        yield _entry(directive, "\n\n".join(text for _, text in pages))


def _entry(directive: Directive, text: str) -> IndexEntry:
    day = directive.issued_on
    return IndexEntry(
        id=f"directive:{directive.id}",
        title=directive.subject,
        text=text,
        symbol=directive.symbol,
        level=directive.level.value,
        kind=directive.kind.name if directive.kind else "",
        body=directive.issuing_body.name,
        year=str(day.year) if day else "",
        issued_on=day.isoformat() if day else "",
        status=directive.status.value,
        signer=directive.signer,
        arrived=moment(directive.published_at),
        stamp=moment(directive.changed_at),
        topics=tuple(topic.name for topic in directive.topics),
        audience=tokens_of(directive),
    )


def load_hits(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """What the page shows of these directives, as far as this person may see them."""
    columns = (Directive.subject, Directive.symbol, Directive.level, Directive.kind)
    more = (Directive.issued_on, Directive.status, Version.file_id, StoredFile.page_count)
    newest = select(func.max(Version.number)).where(Version.directive_id == Directive.id)
    query = select(Directive.id, *columns, *more).select_from(Directive)
    query = query.join(Version).join(StoredFile)
    query = query.where(Directive.id.in_(ids), visible_to(staff))
    is_newest = Version.number == newest.correlate(Directive).scalar_subquery()
    rows = session.execute(query.where(is_newest)).all()
    texts = clean_pages(session, {row.file_id for row in rows}, MOST_PAGES)
    return {
        row.id: _details(
            row,
            title=headline(row.subject),
            kind=str(TYPE[row.kind]) if row.kind else "",
            pages=texts[row.file_id],
            total_pages=row.page_count,
            status=row.status,
        )
        for row in rows
    }


def load_titles(
    session: Session, staff: StaffMember, ids: Sequence[int]
) -> Mapping[int, EntryDetails]:
    """What is told of these directives without their pages, as far as this person may see them."""
    columns = (Directive.subject, Directive.symbol, Directive.level, Directive.issued_on)
    query = select(Directive.id, Directive.signer, *columns)
    rows = session.execute(query.where(Directive.id.in_(ids), visible_to(staff)))
    return {row.id: _details(row, row.subject, signer=row.signer) for row in rows}


def _details(row: Any, title: str, kind: str = "", **more: Any) -> EntryDetails:
    values = {"directive_id": row.id}
    return EntryDetails(
        title, row.symbol, row.level, kind, row.issued_on, "directives.show", values, **more
    )


SOURCE = EntrySource("directive", Directive, entries, load_hits, Directive.is_in_store, load_titles)

"""Directives as findable things."""

from collections.abc import Iterable, Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.directives.audience.visibility import tokens_of, visible
from intranet.directives.models import Directive, Version
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
    with_files = selectinload(Directive.versions).joinedload(Version.file)
    query = visible(staff).where(Directive.id.in_(ids)).options(with_files)
    directives = {directive.id: directive for directive in session.scalars(query)}
    files = {number: directive.latest.file for number, directive in directives.items()}
    texts = clean_pages(session, {file.id for file in files.values()}, MOST_PAGES)
    return {
        number: EntryDetails(
            title=directive.headline,
            symbol=directive.symbol,
            level=directive.level,
            kind=str(TYPE[directive.kind]) if directive.kind else "",
            issued_on=directive.issued_on,
            endpoint="directives.show",
            values={"directive_id": number},
            pages=texts[files[number].id],
            total_pages=files[number].page_count,
            status=directive.status,
        )
        for number, directive in directives.items()
    }


SOURCE = EntrySource("directive", Directive, entries, load_hits, Directive.is_in_store)

"""What files cite: kept as the machine found it, confirmed or refused by a clerk.

Nothing here commits. A citation alone never changes a directive; a confirmed one is a relation.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import NotFound
from intranet.directives.citations.entered_relations import relate
from intranet.directives.citations.models import Citation, RejectedCitation
from intranet.directives.models import Directive, Relation, RelationKind
from intranet.extraction.values import DocumentCitation
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember


def keep_citations(session: Session, file_id: int, cited: Iterable[DocumentCitation]) -> Sequence[Citation]:
    """The citations of a file as it was read last; those of an earlier reading are gone."""
    session.execute(delete(Citation).where(Citation.file_id == file_id))
    made: dict[tuple[int, str, RelationKind], Citation] = {}
    for one in cited:
        kind, key = RelationKind(one.relation), lookup_key(one.key)
        made.setdefault(
            (one.page, key, kind),
            Citation(
                file_id=file_id,
                page=one.page,
                key=key,
                symbol=one.key,
                kind=kind,
                sentence=one.sentence,
                cited_on=_day(one.cited_on),
            ),
        )
    session.add_all(made.values())
    session.flush()
    return tuple(made.values())


def _day(iso: str | None) -> date | None:
    return date.fromisoformat(iso) if iso else None


def confirm(
    session: Session, by: StaffMember, directive: Directive, key: str, kind: RelationKind
) -> Relation:
    """The relation that was found in the newest version, now said by a person.

    A confirmed replacement or repeal ends the other directive. Raises NotFound when the file says
    nothing like it (any more), NotItself.
    """
    found = _found(session, directive, key, kind)
    relation = relate(session, by, directive, kind, found.symbol, cited_on=found.cited_on)
    audit.record(
        session, by, "citation.confirmed", on=directive, kind=kind.value, target=found.symbol
    )
    return relation


def reject(
    session: Session, by: StaffMember, directive: Directive, key: str, kind: RelationKind
) -> RejectedCitation:
    """The refusal of what was found; however often the file is read again, it stays away."""
    same = select(RejectedCitation).filter_by(directive_id=directive.id, key=key, kind=kind)
    if before := session.scalar(same):
        return before
    found = _found(session, directive, key, kind)
    rejected = RejectedCitation(
        directive_id=directive.id, key=key, kind=kind, rejected_by_id=by.id, rejected_at=now()
    )
    session.add(rejected)
    audit.record(
        session, by, "citation.rejected", on=directive, kind=kind.value, target=found.symbol
    )
    return rejected


def _found(session: Session, directive: Directive, key: str, kind: RelationKind) -> Citation:
    query = select(Citation).filter_by(file_id=directive.latest.file_id, key=key, kind=kind)
    # The place that names the day tells best which paper is meant.
    found = session.scalar(query.order_by(Citation.cited_on.is_(None), Citation.page).limit(1))
    if found is None:
        raise NotFound
    return found

"""The citations of a file: kept as the machine found them, confirmed or rejected by a clerk.

Nothing here commits. A citation alone never changes a directive; a confirmed one is a relation.
"""

from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import existing
from intranet.directives.citations.entered_relations import relate
from intranet.directives.citations.models import FileCitation, RejectedCitation
from intranet.directives.models import Directive, Relation, RelationKind
from intranet.extraction.values import DocumentCitation
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember


def keep_citations(
    session: Session, file_id: int, read: Iterable[DocumentCitation]
) -> Sequence[FileCitation]:
    """The citations of a file as it was read last; those of an earlier reading are gone."""
    session.execute(delete(FileCitation).where(FileCitation.file_id == file_id))
    citations: dict[tuple[int, str, RelationKind], FileCitation] = {}
    for cited in read:
        citation = FileCitation(
            file_id=file_id,
            page=cited.page,
            key=lookup_key(cited.key),
            symbol=cited.key,
            kind=RelationKind(cited.relation),
            sentence=cited.sentence,
            cited_on=date.fromisoformat(cited.cited_on) if cited.cited_on else None,
        )
        citations.setdefault((citation.page, citation.key, citation.kind), citation)
    session.add_all(citations.values())
    session.flush()
    return tuple(citations.values())


def confirm(
    session: Session, by: StaffMember, directive: Directive, key: str, kind: RelationKind
) -> Relation:
    """The relation that was found in the newest version, now said by a person.

    A confirmed replacement or repeal ends the other directive. Raises NotFound when the file says
    nothing like it (any more), NotItself.
    """
    citation = _citation(session, directive, key, kind)
    symbol = citation.symbol
    relation = relate(session, by, directive, kind, symbol, cited_on=citation.cited_on)
    audit.record(session, by, "citation.confirmed", on=directive, kind=kind.value)
    return relation


def reject(
    session: Session, by: StaffMember, directive: Directive, key: str, kind: RelationKind
) -> RejectedCitation:
    """The refusal of what was found; however often the file is read again, it stays away."""
    same = select(RejectedCitation).filter_by(directive_id=directive.id, key=key, kind=kind)
    if before := session.scalar(same):
        return before
    _citation(session, directive, key, kind)
    rejected = RejectedCitation(
        directive_id=directive.id, key=key, kind=kind, rejected_by_id=by.id, rejected_at=now()
    )
    session.add(rejected)
    audit.record(session, by, "citation.rejected", on=directive, kind=kind.value)
    return rejected


def _citation(session: Session, directive: Directive, key: str, kind: RelationKind) -> FileCitation:
    query = select(FileCitation).filter_by(file_id=directive.latest.file_id, key=key, kind=kind)
    # The place that names the day tells best which directive is meant.
    best_first = FileCitation.cited_on.is_(None), FileCitation.page
    return existing(session.scalar(query.order_by(*best_first).limit(1)))

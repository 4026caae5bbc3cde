"""What directives cite and the repository does not have: what to ask for and upload next."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

import sqlalchemy as sa
from sqlalchemy import func, select
from sqlalchemy.orm import Session, aliased

from intranet.core.paging import ListPage
from intranet.directives.audience.visibility import visible_ids, visible_to
from intranet.directives.citations.cited_directive import may_be_cited, that_count
from intranet.directives.citations.models import FileCitation
from intranet.directives.models import Directive, Relation, Version
from intranet.language.bodies.levels import Level, level_of
from intranet.language.symbols.parsing import parse_symbol
from intranet.people.models import StaffMember

PAGE_SIZE = 25
EXAMPLES = 3
Citing = aliased(Directive)


@dataclass(frozen=True)
class MissingCitation:
    """A cited symbol without a directive; the day where all who cite it give the same."""

    symbol: str
    times: int
    cited_on: date | None
    examples: list[Directive] = field(default_factory=list)

    @property
    def level(self) -> Level | None:
        """The level of its issuer as far as the symbol tells."""
        symbol = parse_symbol(self.symbol)
        return level_of(symbol, "") if symbol else None

    @property
    def further(self) -> int:
        """How many directives cite it besides the examples."""
        return self.times - len(self.examples)


def missing_citations(
    session: Session, staff: StaffMember, number: int = 1
) -> ListPage[MissingCitation]:
    """The symbols that are cited and not in the repository, the most cited first."""
    cited = _cited(staff)
    times = func.count(cited.c.citing.distinct())
    days = func.min(cited.c.cited_on), func.max(cited.c.cited_on)
    query = (
        select(cited.c.key, func.max(cited.c.symbol), times, *days, func.count().over())
        .group_by(cited.c.key)
        .order_by(times.desc(), cited.c.key)
        .limit(PAGE_SIZE)
    )
    page = session.execute(query.offset((number - 1) * PAGE_SIZE)).all()
    if not page and number > 1:
        return missing_citations(session, staff)
    rows = {
        key: MissingCitation(symbol, number_of, first if first == last else None)
        for key, symbol, number_of, first, last, _total in page
    }
    if rows:
        _add_examples(session, _cited(staff, tuple(rows)), rows)
    return ListPage(number, PAGE_SIZE, page[0][-1] if page else 0, list(rows.values()))


def _add_examples(session: Session, cited: sa.Subquery, rows: dict[str, MissingCitation]) -> None:
    pairs = session.execute(
        select(cited.c.key, Directive)
        .join(Directive, Directive.id == cited.c.citing)
        .distinct()
        .order_by(Directive.issued_on.desc(), Directive.id.desc())
    )
    for key, directive in pairs:
        if len(rows[key].examples) < EXAMPLES:
            rows[key].examples.append(directive)


def _cited(staff: StaffMember, keys: Sequence[str] | None = None) -> sa.Subquery:
    """key, symbol, citing, cited_on of every citation that leads to nothing in the repository.

    With `keys` only of these symbols.
    """
    seen, cited = visible_ids(staff), FileCitation
    columns = (cited.key, cited.symbol, Citing.id.label("citing"), cited.cited_on)
    by_machine = (
        that_count(select(*columns))
        .join(Citing, Citing.id == Version.directive_id)
        .where(Citing.id.in_(seen), ~_is_there(staff))
        .where(sa.or_(Citing.symbol_key != cited.key, cited.cited_on.is_not(None)))
    )
    nothing = sa.type_coerce(sa.null(), sa.Date)
    entered = select(
        Relation.target_key, Relation.target_symbol, Relation.directive_id, nothing
    ).where(Relation.target_id.is_(None), Relation.directive_id.in_(seen))
    if keys is not None:
        by_machine = by_machine.where(FileCitation.key.in_(keys))
        entered = entered.where(Relation.target_key.in_(keys))
    return sa.union_all(by_machine, entered).subquery()


def _is_there(staff: StaffMember) -> sa.ColumnElement[bool]:
    cited_on, symbol = FileCitation.cited_on, FileCitation.symbol
    return sa.exists().where(
        Directive.symbol_key == FileCitation.key,
        Directive.id != Citing.id,
        visible_to(staff),
        may_be_cited(Directive.issued_on, Citing.issued_on, cited_on, symbol),
    )

"""How directives were called in reports: kept with the figures, forgotten when isolated."""

import shutil
from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core.settings import settings
from intranet.directives.models import Directive
from intranet.programme.reports.figures import Figures, NamedLine, from_text, worded
from intranet.programme.reports.models import ReportWording, Snapshot


def keep(session: Session, figures: Figures) -> None:
    """Keep what the directives of a new report are called, each wording once."""
    lines = {line.wording: line for line in _lines(figures)}
    known = session.scalars(
        select(ReportWording.digest).where(ReportWording.directive_id.in_(_ids(figures)))
    )
    for digest in lines.keys() - set(known):
        line = lines[digest]
        session.add(
            ReportWording(
                digest=digest, directive_id=line.directive_id, symbol=line.symbol,
                body=line.body, subject=line.subject,
            )
        )  # fmt: skip
    session.flush()


def _lines(figures: Figures) -> tuple[NamedLine, ...]:
    return (*figures.late, *figures.directives)


def _ids(figures: Figures) -> set[int]:
    return {line.directive_id for line in _lines(figures)}


def figures_of(session: Session, snapshot: Snapshot) -> Figures:
    """The figures of a report, directives called as they were; what is isolated has no name."""
    bare = from_text(snapshot.figures)
    rows = session.execute(
        select(ReportWording)
        .join(Directive, Directive.id == ReportWording.directive_id)
        .where(Directive.isolated_at.is_(None), ReportWording.directive_id.in_(_ids(bare)))
    ).scalars()
    return worded(bare, {row.digest: (row.symbol, row.body, row.subject) for row in rows})


def drop_printed(_session: Session, _directives: Sequence[int]) -> None:
    """PDFs that were made before go; they are made again without the names."""
    shutil.rmtree(settings().instance / "reports", ignore_errors=True)

"""The materials of a meeting as a person may see them, and how far the machine has read them."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from intranet.directives.audience.visibility import visible
from intranet.directives.errors import SymbolUnreadable
from intranet.directives.models import Directive, StoredFile, Version
from intranet.intake.models import UNREAD, FileReading
from intranet.language.symbols.parsing import lookup_key, parse_symbol
from intranet.meetings.errors import DirectiveNotInStore
from intranet.meetings.models import Material, Meeting
from intranet.meetings.visibility import materials_of
from intranet.people.models import StaffMember


def directive_named(session: Session, staff: StaffMember, symbol: str) -> Directive:
    """The newest directive of this symbol that the person may see, however it is spelled.

    Raises SymbolUnreadable, DirectiveNotInStore.
    """
    parsed = parse_symbol(symbol)
    keys = {lookup_key(symbol), lookup_key(parsed.key if parsed else "")} - {""}
    directive = session.scalars(
        visible(staff)
        .where(Directive.symbol_key.in_(keys))
        .order_by(Directive.issued_on.desc().nulls_last(), Directive.id.desc())
    ).first()
    if directive is None:
        raise DirectiveNotInStore if parsed else SymbolUnreadable
    return directive


def materials(session: Session, staff: StaffMember, meeting: Meeting) -> Sequence[Material]:
    """The materials of a meeting that this person may see, with files, directives and bodies."""
    directive = joinedload(Material.directive)
    return session.scalars(
        materials_of(staff)
        .where(Material.meeting_id == meeting.id)
        .options(directive.joinedload(Directive.issuing_body))
    ).all()


def page_counts(session: Session, shown: Sequence[Material]) -> Mapping[int, int]:
    """How many pages each material has, by its id, as far as they are counted."""
    directives = [material.directive_id for material in shown if material.directive_id]
    rows = session.execute(
        select(Version.directive_id, StoredFile.page_count)
        .join(StoredFile, StoredFile.id == Version.file_id)
        .where(Version.directive_id.in_(directives))
        .order_by(Version.number)
    )
    latest = {row[0]: row[1] for row in rows}
    own = ((each, each.file.page_count if each.file else 0) for each in shown)
    counts = {each.id: count or latest.get(each.directive_id or 0, 0) for each, count in own}
    return {material_id: count for material_id, count in counts.items() if count}


def is_unread(session: Session, file: StoredFile) -> bool:
    """Whether the machine may still find a mark of secrecy in it: until then nobody gets it."""
    reading = session.get(FileReading, file.id)
    return reading is not None and reading.state in UNREAD


def readings_of_files(session: Session, shown: Sequence[Material]) -> Mapping[int, FileReading]:
    """How far the machine is with the own files of a meeting, by file."""
    ids = [material.file_id for material in shown if material.file_id]
    query = select(FileReading).where(FileReading.file_id.in_(ids))
    return {reading.file_id: reading for reading in session.scalars(query)}

"""Content out of the tables: what is not named here as kept goes with the original it came from."""

from collections.abc import Collection
from secrets import token_hex

from sqlalchemy import ColumnElement, Select, Table, delete, or_, select, update
from sqlalchemy.orm import Session

from intranet.core.database import Model
from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.intake.models import Arrival, FileReading, IntakeItem, ItemState, ReadingState

WIPED = "(tệp đã hủy)"
WIPED_DIRECTIVE = "(văn bản đã cách ly và xóa)"
KEPT = {
    "version", "file_reading", "intake_item", "isolation", "receipt_step", "audit_entry",
    "arrival_number",
}  # fmt: skip
"""Rows that stay, emptied here, because proofs of reading and the audit trail point at them.

A number of arrival says nothing, but may never be given again.
"""


def purge(session: Session, files: Collection[int], directives: Collection[int], why: str) -> None:
    """Leave nothing of what these originals and directives say; the caller commits.

    Rows of other tables that hang on them are deleted, also those of tables that came later than
    this function; what another directive says of one loses only the link.
    """
    items = select(IntakeItem.id).where(IntakeItem.file_id.in_(files))
    versions = select(Version.id).where(Version.directive_id.in_(directives))
    pages = select(FilePage.id).where(FilePage.file_id.in_(files))
    of_items, of_files = Arrival.item_id.in_(items), Arrival.file_id.in_(files)
    arrived = or_(of_items, of_files, Arrival.directive_id.in_(directives))
    session.execute(delete(Arrival).where(arrived))
    for content, ids in ((FilePage, pages), (StoredFile, files)):
        for table, column in hanging_on(content):
            session.execute(delete(table).where(column.in_(ids)))
    for row, ids in ((IntakeItem, items), (Version, versions)):
        for table, column in hanging_on(row):
            _loosen(session, table, column, ids)
    _empty_directives(session, directives)
    _empty_files(session, files, why)


def hanging_on(model: type[Model]) -> list[tuple[Table, ColumnElement[int]]]:
    """The tables with a column that points at the model, those first that others do not need."""
    return [
        (table, key.parent)
        for table in reversed(Model.metadata.sorted_tables)
        for key in table.foreign_keys
        if table.name not in KEPT and key.column.table is model.__table__
    ]


def _loosen(
    session: Session, table: Table, column: ColumnElement[int], ids: Select[int] | Collection[int]
) -> None:
    """Delete rows that cannot be without what they point at; let the others point nowhere."""
    if getattr(column, "nullable", False):
        session.execute(update(table).where(column.in_(ids)).values({column: None}))
    else:
        session.execute(delete(table).where(column.in_(ids)))


def _empty_directives(session: Session, directives: Collection[int]) -> None:
    for table, column in hanging_on(Directive):
        _loosen(session, table, column, directives)
    session.execute(
        update(Directive)
        .where(Directive.id.in_(directives))
        .values(
            symbol="", symbol_key="", subject=WIPED_DIRECTIVE, subject_key="", signer="",
            signer_title="", authority_mark="", kind=None, system=None, issued_on=None,
            for_website=False,
        )
    )  # fmt: skip
    session.execute(update(Version).where(Version.directive_id.in_(directives)).values(note=""))


def _empty_files(session: Session, files: Collection[int], why: str) -> None:
    items = update(IntakeItem).where(IntakeItem.file_id.in_(files))
    waiting = items.where(IntakeItem.state == ItemState.OPEN)
    session.execute(waiting.values(state=ItemState.DISCARDED))
    session.execute(items.values(name=WIPED, draft={}))
    session.execute(
        update(FileReading)
        .where(FileReading.file_id.in_(files))
        .values(state=ReadingState.FAILED, reason=why, facts={}, warnings=[], forced={})
    )
    for file_id in files:
        empty = {"sha256": token_hex(32), "name": WIPED, "size": 0, "page_count": 0}
        empty["printed_pages"] = 0
        session.execute(update(StoredFile).where(StoredFile.id == file_id).values(empty))
    session.expire_all()

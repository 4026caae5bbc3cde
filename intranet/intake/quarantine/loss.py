"""What wiping some originals would take, told by numbers alone before it is ordered."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from flask_babel import lazy_gettext as _l
from sqlalchemy import ColumnElement, Row, Table, func, literal, or_, select, union_all
from sqlalchemy.orm import Session

from intranet.core.database import Model
from intranet.directives.models import Directive, StoredFile, Version
from intranet.intake.models import IntakeItem
from intranet.intake.quarantine.isolation import isolation_scope
from intranet.intake.quarantine.purge import hanging_on

VERSION, ITEM, PROOF = "version", "intake_item", "receipt_step"
LOST_WORDS = {
    "file_page": _l("trang chữ đã đọc"),
    "material": _l("tài liệu buổi sinh hoạt"),
    "relation": _l("quan hệ với văn bản khác"),
    "citation": _l("chỗ viện dẫn tìm thấy"),
    "assignment": _l("lượt giao đọc"),
    "audience_entry": _l("dòng đối tượng phổ biến"),
    "page_seen": _l("ghi nhận trang đã xem"),
    "saved_hit": _l("kết quả trong câu tìm đã lưu"),
}
"""Table → what its rows are to people; rows of other tables are told as one number."""


@dataclass(frozen=True)
class Loss:
    """Everything that goes with some originals, and the proofs that stay.

    `files` say of each original its id, kind, pages, size and since when it is here (added_at).
    """

    files: Sequence[Row[int, str, int, int, datetime]]
    directives: Sequence[int]
    versions: int
    items: int
    rows: Sequence[tuple[object, int]]
    others: int
    receipts: int


def what_goes(session: Session, files: Sequence[int]) -> Loss:
    """What an order for these originals would wipe."""
    all_files, directives = isolation_scope(session, files)
    f = StoredFile
    told = select(f.id, f.kind, f.page_count.label("pages"), f.size, f.added_at)
    lost_files = session.execute(told.where(f.id.in_(all_files)).order_by(f.id)).all()
    counts = _counts(session, all_files, directives)
    versions, items, proofs = (counts.pop(name, 0) for name in (VERSION, ITEM, PROOF))
    named = [(words, counts.pop(table, 0)) for table, words in LOST_WORDS.items()]
    rows = [(words, count) for words, count in named if count]
    return Loss(lost_files, directives, versions, items, rows, sum(counts.values()), proofs)


def _counts(session: Session, files: Sequence[int], directives: Sequence[int]) -> dict[str, int]:
    """Table → how many rows hang on these originals and directives, all asked for at once."""
    versions = select(Version.id).where(Version.directive_id.in_(directives))
    tables = Model.metadata.tables
    pairs = [
        (tables[VERSION], Version.directive_id.in_(directives)),
        (tables[ITEM], IntakeItem.file_id.in_(files)),
        (tables[PROOF], tables[PROOF].c.version_id.in_(versions)),
    ]
    for model, ids in ((StoredFile, files), (Directive, directives), (Version, versions)):
        pairs += [(table, column.in_(ids)) for table, column in hanging_on(model)]
    conditions: dict[Table, list[ColumnElement[bool]]] = defaultdict(list)
    for table, condition in pairs:
        conditions[table].append(condition)
    asked = [
        select(literal(table.name), func.count()).select_from(table).where(or_(*each))
        for table, each in conditions.items()
    ]
    return {row[0]: row[1] for row in session.execute(union_all(*asked))}

"""A list of staff as the agency keeps it in a table: read, and judged row by row. Saves nothing."""

import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from pathlib import Path
from typing import NamedTuple

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.core.dates import typed_day
from intranet.core.errors import BadInput
from intranet.core.forms import tidy
from intranet.language.text.normalization import fold
from intranet.people.models import EMAIL, USERNAME
from intranet.people.roles import Role

MOST_ROWS = 300
NEEDED = ("username", "full_name", "unit")
FIELD_WORDS = {
    "username": _l("Tên đăng nhập"),
    "full_name": _l("Họ và tên"),
    "unit": _l("Đơn vị"),
    "title": _l("Chức vụ"),
    "role": _l("Vai trò"),
    "email": _l("Thư điện tử"),
    "joined_on": _l("Ngày vào cơ quan"),
}
NAMES = Path(__file__).with_name("staff_list_names.toml")
LONGEST = {"full_name": 120, "title": 120, "email": 160}


class StaffListUnreadable(BadInput):
    """The file is no list of staff that can be read."""

    message = _l("Không đọc được danh sách. Hãy dùng tệp mẫu (CSV hoặc XLSX) rồi nhập lại.")


class StaffListRow(NamedTuple):
    """One line of the table as it stands there: its number in the file, its cells by field."""

    line: int
    cells: Mapping[str, str]


@dataclass(frozen=True)
class ListedPerson:
    """What the list can say about one person; the unit by its code, None where nothing is said."""

    username: str
    full_name: str
    unit: str
    title: str | None = None
    role: Role | None = None
    email: str | None = None
    joined_on: date | None = None


@dataclass(frozen=True)
class KnownStaff:
    """What the portal already knows: people by username, unit codes by every folded name."""

    people: Mapping[str, ListedPerson]
    left: frozenset[str]
    units: Mapping[str, str]


@dataclass(frozen=True)
class JudgedRow:
    """A judged row: a person and what would change, or the reasons why it cannot be taken."""

    line: int
    person: ListedPerson | None
    is_new: bool = False
    changes: Mapping[str, tuple[object, object]] = field(default_factory=dict)
    reasons: tuple[str, ...] = ()

    @property
    def state(self) -> str:
        """ "wrong", "new", "changed" or "same"."""
        if self.reasons:
            return "wrong"
        return "new" if self.is_new else "changed" if self.changes else "same"


@cache
def meanings(table: str) -> dict[str, str]:
    """Folded name → field or role, of the table "columns" or "roles"."""
    meant = tomllib.loads(NAMES.read_text(encoding="utf-8"))[table]
    return {name: meaning for meaning, names in meant.items() for name in names}


def rows_of(table: Sequence[Sequence[object]]) -> tuple[StaffListRow, ...]:
    """The rows below the first line that has header words; empty lines are skipped.

    Raises StaffListUnreadable when a needed column is missing, or nothing or too much is listed.
    """
    start, columns = _header(table)
    missing = [str(FIELD_WORDS[name]) for name in NEEDED if name not in columns.values()]
    if missing:
        raise StaffListUnreadable(
            _("Danh sách thiếu cột: %(names)s. Hãy dùng tệp mẫu.", names=", ".join(missing))
        )
    rows = tuple(_rows(table[start + 1 :], columns, start + 2))
    if not rows:
        raise StaffListUnreadable(_("Danh sách không có dòng nào dưới dòng tiêu đề."))
    if len(rows) > MOST_ROWS:
        raise StaffListUnreadable(_("Mỗi lần nhập tối đa %(n)s người. Hãy tách tệp.", n=MOST_ROWS))
    return rows


def _header(table: Sequence[Sequence[object]]) -> tuple[int, dict[int, str]]:
    headers = [(number, _columns(line)) for number, line in enumerate(table[:20])]
    return max(headers, key=lambda header: len(header[1]), default=(0, {}))


def _columns(line: Sequence[object]) -> dict[int, str]:
    columns: dict[int, str] = {}
    for place, cell in enumerate(line):
        name = meanings("columns").get(tidy(fold(_text(cell))))
        if name and name not in columns.values():
            columns[place] = name
    return columns


def _rows(
    table: Sequence[Sequence[object]], columns: Mapping[int, str], first: int
) -> Iterator[StaffListRow]:
    for line, row in enumerate(table, first):
        cells = {name: _text(row[place]) for place, name in columns.items() if place < len(row)}
        if any(cells.values()):
            yield StaffListRow(line, cells)


def _text(cell: object) -> str:
    if isinstance(cell, datetime | date):
        return cell.strftime("%d/%m/%Y")
    return tidy(str(cell)) if cell is not None else ""


def judge(rows: Sequence[StaffListRow], known: KnownStaff) -> tuple[JudgedRow, ...]:
    """Each row with what it would do; a wrong one with every reason, named by its line."""
    seen: dict[str, int] = {}
    return tuple(_judged(row, known, seen) for row in rows)


def new_usernames(rows: Iterable[JudgedRow]) -> list[str]:
    """The people of a judged list who have no account yet."""
    return [row.person.username for row in rows if row.person and row.is_new]


def _judged(row: StaffListRow, known: KnownStaff, seen: dict[str, int]) -> JudgedRow:
    username = row.cells.get("username", "").lower()
    reasons = tuple(_reasons(row.cells, username, known))
    if username and username in seen:
        reasons += (_("tên đăng nhập '%(name)s' đã có ở dòng %(line)s", name=username,
                      line=seen[username]),)  # fmt: skip
    seen.setdefault(username, row.line)
    if reasons:
        return JudgedRow(row.line, None, reasons=reasons)
    person = _person(row.cells, username, known)
    before = known.people.get(username)
    changes = differences(before, person) if before else {}
    return JudgedRow(row.line, person, before is None, changes)


def _reasons(cells: Mapping[str, str], username: str, known: KnownStaff) -> Iterator[str]:
    unit, role = cells.get("unit", ""), cells.get("role", "")
    email, joined = cells.get("email", ""), cells.get("joined_on", "")
    if not username:
        yield _("thiếu tên đăng nhập")
    elif not USERNAME.fullmatch(username):
        yield _("tên đăng nhập '%(name)s' chỉ gồm chữ không dấu, chữ số và . _ -, từ 3 ký tự",
                name=username)  # fmt: skip
    elif username in known.left:
        yield _("'%(name)s' đã thôi việc; hãy mở lại tài khoản trước", name=username)
    if not cells.get("full_name"):
        yield _("thiếu họ và tên")
    if not unit:
        yield _("thiếu đơn vị")
    elif fold(unit) not in known.units:
        yield _("không có đơn vị '%(name)s'", name=unit)
    if role and fold(role) not in meanings("roles"):
        yield _("không có vai trò '%(name)s'", name=role)
    if email and not EMAIL.fullmatch(email):
        yield _("thư điện tử '%(name)s' chưa đúng", name=email)
    if joined and typed_day(joined) is None:
        yield _("ngày vào '%(name)s' chưa đúng, hãy ghi ngày/tháng/năm", name=joined)
    if any(len(cells.get(name, "")) > most for name, most in LONGEST.items()):
        yield _("có ô quá dài")


def _person(cells: Mapping[str, str], username: str, known: KnownStaff) -> ListedPerson:
    role = meanings("roles").get(fold(cells.get("role", "")))
    return ListedPerson(
        username=username,
        full_name=cells["full_name"],
        unit=known.units[fold(cells["unit"])],
        title=cells.get("title") or None,
        role=Role(role) if role else None,
        email=cells.get("email") or None,
        joined_on=typed_day(cells.get("joined_on", "")),
    )


def differences(before: ListedPerson, after: ListedPerson) -> dict[str, tuple[object, object]]:
    """Field → (before, after) of what the list says otherwise; an empty cell says nothing."""
    return {
        name: (getattr(before, name), getattr(after, name))
        for name in FIELD_WORDS
        if getattr(after, name) is not None and getattr(after, name) != getattr(before, name)
    }

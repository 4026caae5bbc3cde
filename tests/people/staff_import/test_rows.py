"""Lists of staff, whatever the file."""

import csv
import io
from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from intranet.core.dates import typed_day
from intranet.language.text.normalization import fold
from intranet.people.roles import Role
from intranet.people.staff_import.file_formats import read_staff_list
from intranet.people.staff_import.rows import (
    KnownStaff,
    ListedPerson,
    StaffListRow,
    StaffListUnreadable,
    judge,
)

UNITS = {fold("Văn phòng"): "VP", "vp": "VP", fold("Phòng Nghiệp vụ 1"): "NV1", "nv1": "NV1"}
EMPTY = KnownStaff({}, frozenset(), UNITS)
WORDS = st.text("aăâbcdđeêghiklmnoôơpqrstuưvxy \"';,", min_size=1, max_size=20).filter(str.strip)
NAMES = st.from_regex(r"\A[a-z][a-z0-9]{2,10}\Z")
PEOPLE = st.dictionaries(NAMES, WORDS, min_size=1, max_size=20)


def written(people: dict[str, str], delimiter: str, mark: bool) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Username", "Họ tên", "Đơn vị"])
    writer.writerows([username, name, "Văn phòng"] for username, name in people.items())
    return out.getvalue().encode("utf-8-sig" if mark else "utf-8")


@given(PEOPLE, st.sampled_from(",;\t"), st.booleans())
def test_a_list_is_read_the_same_whatever_its_commas(
    people: dict[str, str], delimiter: str, mark: bool
) -> None:
    entries = judge(read_staff_list(written(people, delimiter, mark)), EMPTY)
    read = {entry.person.username: entry.person.full_name for entry in entries if entry.person}
    assert read == {username: " ".join(name.split()) for username, name in people.items()}


@given(PEOPLE)
def test_a_list_that_was_saved_changes_nothing_the_second_time(people: dict[str, str]) -> None:
    rows = read_staff_list(written(people, ";", True))
    made = [entry.person for entry in judge(rows, EMPTY) if entry.person]
    kept = {one.username: replace(one, title="", email="", role=Role.READER) for one in made}
    again = judge(rows, replace(EMPTY, people=kept))
    assert {entry.state for entry in again} == {"same"}


CELLS = st.dictionaries(
    st.sampled_from(["username", "full_name", "unit", "role", "email", "joined_on", "title"]),
    st.text(max_size=30) | st.sampled_from(["an.nv", "Văn phòng", "VP", "1/2/2024", "a@b.vn"]),
)


@given(st.lists(CELLS, max_size=8))
def test_every_row_is_either_a_person_or_has_reasons(table: list[dict[str, str]]) -> None:
    rows = [StaffListRow(line, cells) for line, cells in enumerate(table, 2)]
    entries = judge(rows, EMPTY)
    assert [entry.line for entry in entries] == [row.line for row in rows]
    assert all((entry.person is None) == bool(entry.reasons) for entry in entries)
    names = [entry.person.username for entry in entries if entry.person]
    assert len(names) == len(set(names))


@given(st.binary(max_size=300))
def test_any_other_file_is_refused_by_name(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04"):
        with pytest.raises(StaffListUnreadable):
            read_staff_list(start + content)


def test_an_empty_cell_leaves_what_is_known() -> None:
    before = ListedPerson(
        "an.nv", "An", "VP", "Chuyên viên", Role.CLERK, "a@b.vn", date(2024, 1, 2)
    )
    cells = {"username": "an.nv", "full_name": "An", "unit": "nv1", "title": "", "role": ""}
    (entry,) = judge([StaffListRow(2, cells)], replace(EMPTY, people={"an.nv": before}))
    assert entry.changes == {"unit": ("VP", "NV1")}


def test_somebody_who_left_is_not_taken_back_by_a_list() -> None:
    cells = {"username": "an.nv", "full_name": "An", "unit": "VP"}
    (entry,) = judge([StaffListRow(2, cells)], replace(EMPTY, left=frozenset({"an.nv"})))
    assert "đã thôi việc" in entry.reasons[0]


def test_days_are_read_as_offices_write_them() -> None:
    assert (
        typed_day("2/1/2024")
        == typed_day("02-01-2024")
        == typed_day("2024-01-02")
        == date(2024, 1, 2)
    )
    assert typed_day("31/02/2024") is None


def test_a_list_in_an_old_encoding_says_how_to_save_it() -> None:
    with pytest.raises(StaffListUnreadable, match="UTF-8"):
        read_staff_list("Tên đăng nhập;Họ tên;Đơn vị\n".encode()[:-3] + b"\xe1\n")

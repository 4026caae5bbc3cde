"""The invented staff of the demo: 72 people in nine units, and an administrator."""

import random
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from intranet.language.text.normalization import fold
from intranet.people.roles import Role

UNITS = (
    ("LD", "Lãnh đạo", "Lãnh đạo", 4),
    ("VP", "Văn phòng", "Văn phòng", 12),
    *((f"NV{n}", f"Phòng Nghiệp vụ {n}", f"NV {n}", 8) for n in range(1, 8)),
)
FAMILY = (
    "Hoàng", "Nông", "Vi", "Lương", "Triệu", "Lý", "Hứa", "Đàm", "Bế", "Chu", "Phùng", "Hà",
    "Lành", "Mã", "Dương", "Lâm", "Ngô", "Trần", "Nguyễn", "Đinh",
)  # fmt: skip
MIDDLE_HER = ("Thị", "Thu", "Bích", "Minh", "Ngọc", "Kim", "Thanh", "Hồng")
MIDDLE_HIM = ("Văn", "Đức", "Quang", "Mạnh", "Tuấn", "Hữu", "Xuân", "Trung")
GIVEN_HER = (
    "Hằng", "Thảo", "Ngân", "Diệp", "Hiền", "Yến", "Nhung", "Oanh", "Quyên", "Thủy", "Vân",
    "Trang", "Liễu", "Mai", "Duyên", "Huế",
)  # fmt: skip
GIVEN_HIM = (
    "Khánh", "Thịnh", "Tùng", "Dũng", "Hải", "Lâm", "Sơn", "Việt", "Cường", "Bình", "Long",
    "Hiếu", "Đạt", "Phong", "Tiến", "Hòa",
)  # fmt: skip
TITLES = ("Thanh tra viên", "Thanh tra viên", "Thanh tra viên chính", "Chuyên viên")
LEADER_TITLES = ("Chánh Thanh tra", *["Phó Chánh Thanh tra"] * 3)
OFFICE_TITLES = (
    "Chánh Văn phòng", "Phó Chánh Văn phòng", "Văn thư", "Văn thư", "Kế toán", "Chuyên viên",
    "Chuyên viên", "Chuyên viên", "Chuyên viên", "Lái xe", "Lái xe", "Tạp vụ",
)  # fmt: skip


@dataclass(frozen=True)
class InventedPerson:
    """One invented person: who, where, what."""

    username: str
    full_name: str
    unit: str
    title: str
    role: Role
    joined_on: date


ADMINISTRATOR = InventedPerson(
    "quantri", "Quản trị hệ thống", "VP", "Quản trị hệ thống", Role.ADMIN, date(2024, 1, 2)
)


def invented_people() -> tuple[InventedPerson, ...]:
    """The same 72 people each time, unit by unit, heads first."""
    names = _names(random.Random(57))
    taken: set[str] = set()
    return tuple(
        _person(next(names), code, place, taken)
        for code, _name, _short, size in UNITS
        for place in range(size)
    )


def _names(dice: random.Random) -> Iterator[str]:
    used: set[str] = set()
    while True:
        her = dice.random() < 0.5
        middle = dice.choice(MIDDLE_HER if her else MIDDLE_HIM)
        given = dice.choice(GIVEN_HER if her else GIVEN_HIM)
        name = f"{dice.choice(FAMILY)} {middle} {given}"
        if name not in used:
            used.add(name)
            yield name


def _person(name: str, unit: str, place: int, taken: set[str]) -> InventedPerson:
    title, role = _office(unit, place)
    return InventedPerson(
        username=_username(name, taken),
        full_name=name,
        unit=unit,
        title=title,
        role=role,
        joined_on=date(2018 + place % 7, 1 + place % 12, 2),
    )


def _office(unit: str, place: int) -> tuple[str, Role]:
    if unit == "LD":
        return LEADER_TITLES[place], Role.LEADER
    if unit == "VP":
        role = {0: Role.UNIT_HEAD, 2: Role.CLERK, 3: Role.CLERK}.get(place, Role.READER)
        return OFFICE_TITLES[place], role
    if place == 0:
        return "Trưởng phòng", Role.UNIT_HEAD
    return ("Phó Trưởng phòng" if place == 1 else TITLES[place % len(TITLES)]), Role.READER


def _username(name: str, taken: set[str]) -> str:
    *others, given = fold(name).split()
    stem = given + "".join(word[0] for word in others)
    username, n = stem, 2
    while username in taken:
        username, n = f"{stem}{n}", n + 1
    taken.add(username)
    return username

"""Rows for every table of a database as it stands; the tables are asked, not the models."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from itertools import combinations
from typing import Any

from sqlalchemy import (
    Column,
    Connection,
    Engine,
    Enum,
    Integer,
    MetaData,
    Select,
    Table,
    column,
    inspect,
    select,
    table,
    text,
)
from sqlalchemy.exc import IntegrityError

from intranet.core.database import db

FIRST_DAY = date(2026, 1, 1)
ROWS_A_FILL = 2
VERSION = "alembic_version"

Row = dict[str, Any]
Contents = dict[str, tuple[list[str], list[tuple[Any, ...]]]]


class Filling:
    """Fills the tables of one database, revision by revision."""

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        self._metadata = MetaData()
        self._columns: dict[str, list[str]] = {}
        self._newest: dict[str, list[Row]] = {}

    def fill(self) -> None:
        """Add rows to every table that is new or has new columns.

        They have foreign keys, unique values, and meet the checks. The newest two rows of a table
        are what the rows of others point to.
        """
        columns = columns_of(self._engine)
        changed = [name for name, names in columns.items() if self._columns.get(name) != names]
        for name in changed:
            if name in self._metadata.tables:
                self._metadata.remove(self._metadata.tables[name])
        self._metadata.reflect(self._engine, only=changed)
        with self._engine.begin() as connection:
            for each in self._metadata.sorted_tables:
                if each.name in changed:
                    self._newest[each.name] = _filled(connection, each, self._newest)
        self._columns = columns


def fill(engine: Engine) -> None:
    """Add rows to every table of a database without rows."""
    Filling(engine).fill()


def columns_of(engine: Engine) -> dict[str, list[str]]:
    """The names of the columns of every table."""
    asked = inspect(engine).get_multi_columns()
    names = {name: [each["name"] for each in columns] for (_schema, name), columns in asked.items()}
    names.pop(VERSION, None)
    return names


def _filled(connection: Connection, target: Table, newest: dict[str, list[Row]]) -> list[Row]:
    there = connection.execute(select(target)).mappings().all()
    rows = [dict(row) for row in there]
    checked = _checked_columns(connection, target)
    for number in range(len(there), len(there) + ROWS_A_FILL):
        _add(connection, target, _row(target, number, newest), checked)
    rows = [dict(row) for row in connection.execute(select(target)).mappings()]
    assert rows, f"no valid row was found for {target.name}"
    fresh = [row for row in rows if row not in there]
    return (fresh or rows)[-ROWS_A_FILL:]


def _add(connection: Connection, target: Table, row: Row, checked: list[str]) -> None:
    # Checks are met by leaving out as few of the columns they speak of as possible.
    for count in range(len(checked) + 1):
        for left_out in combinations(checked, count):
            try:
                with connection.begin_nested():
                    connection.execute(target.insert(), row | dict.fromkeys(left_out))
            except IntegrityError:
                continue
            return


def _checked_columns(connection: Connection, target: Table) -> list[str]:
    checks = inspect(connection).get_check_constraints(target.name)
    words = {word for check in checks for word in re.findall(r"\w+", check["sqltext"])}
    return [each.name for each in target.columns if each.nullable and each.name in words]


def _row(target: Table, number: int, newest: dict[str, list[Row]]) -> Row:
    row: Row = {}
    pointed: dict[str, int] = {}
    for place, each in enumerate(target.columns):
        if key := next(iter(each.foreign_keys), None):
            parent = key.column.table.name
            if parent in newest:  # a second key to the same table points to the other row
                choice = (number + pointed.get(parent, 0)) % len(newest[parent])
                row[each.name] = newest[parent][choice][key.column.name]
                pointed[parent] = pointed.get(parent, 0) + 1
        elif not _numbers_itself(target, each):
            row[each.name] = _value(each, number, place)
    return row


def _numbers_itself(target: Table, each: Column[Any]) -> bool:
    return each.primary_key and len(target.primary_key) == 1 and isinstance(each.type, Integer)


def _value(each: Column[Any], number: int, place: int) -> Any:
    kind = each.type.python_type
    days = timedelta(days=100 * number + place)
    if kind is str:
        return _words(each, number)
    if kind is bool:
        return number % 2 == 0
    if kind is datetime:
        return datetime.combine(FIRST_DAY + days, datetime.min.time())
    if kind is date:
        return FIRST_DAY + days
    if kind in (int, float):
        return kind(number + 1)
    return {"số": number}


def _words(each: Column[Any], number: int) -> str:
    model = db.metadata.tables.get(each.table.name)
    modelled = model.columns.get(each.name) if model is not None else None
    if modelled is not None and isinstance(modelled.type, Enum):
        return str(modelled.type.enums[number % len(modelled.type.enums)])
    return f"{number} {each.name} có dấu"[: getattr(each.type, "length", None)]


def contents(engine: Engine) -> Contents:
    """Columns and rows of every table."""
    columns = columns_of(engine)
    with engine.connect() as connection:
        return {
            name: (names, [tuple(row) for row in connection.execute(_all_of(name, names))])
            for name, names in columns.items()
        }


def _all_of(name: str, names: list[str]) -> Select[Any]:
    return select(*(column(each) for each in names)).select_from(table(name))


def common(old: Contents, new: Contents) -> Iterator[tuple[str, list[str], list[str]]]:
    """For each table of both: its name, and the old and new rows in the columns of both."""
    for name in old.keys() & new.keys():
        shared = [each for each in old[name][0] if each in new[name][0]]
        yield name, _narrowed(old[name], shared), _narrowed(new[name], shared)


def _narrowed(content: tuple[list[str], list[tuple[Any, ...]]], shared: list[str]) -> list[str]:
    places = [content[0].index(each) for each in shared]
    return sorted(repr([row[place] for place in places]) for row in content[1])


def shape(engine: Engine) -> dict[str, Any]:
    """Columns, keys, constraints, indexes and triggers of the database, to be compared."""
    if engine.dialect.name != "sqlite":
        return _parts(engine, {}) | {"triggers": _triggers(engine)}
    query = "SELECT tbl_name, sql FROM sqlite_master WHERE sql NOT NULL ORDER BY 1, 2"
    made: dict[str, list[str]] = {}
    with engine.connect() as connection:
        for name, statement in connection.execute(text(query)):
            made.setdefault(name, []).append(statement)
    known = {name: (name, *statements) for name, statements in made.items()}
    for name, key in known.items():
        if key not in _SHAPES:
            _SHAPES[key] = _parts(engine, {"filter_names": [name]})
    parts = {name: _SHAPES[key] for name, key in known.items()}
    return parts | {"triggers": _triggers(engine)}


_SHAPES: dict[tuple[str, ...], dict[str, Any]] = {}
"""The parts of tables already looked at, by the statements that made them: SQLite is slow."""


def _parts(engine: Engine, named: dict[str, Any]) -> dict[str, Any]:
    asked = inspect(engine)
    kinds = (
        asked.get_multi_columns,
        asked.get_multi_pk_constraint,
        asked.get_multi_foreign_keys,
        asked.get_multi_unique_constraints,
        asked.get_multi_check_constraints,
        asked.get_multi_indexes,
    )
    return {
        f"{kind.__name__} {name}": _plain(what)
        for kind in kinds
        for (_schema, name), what in kind(**named).items()
    }


def _plain(what: Any) -> list[str]:
    parts = what if isinstance(what, list) else [what]
    return sorted(re.sub(r'[\s"`()]+', " ", _written(part)) for part in parts)


def _written(part: Any) -> str:
    if isinstance(part, dict):
        return repr(sorted((key, _written(value)) for key, value in part.items()))
    return str(part)


def _triggers(engine: Engine) -> list[str]:
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return sorted(connection.scalars(text(query)))

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


def fill(engine: Engine) -> None:
    """Add rows to every table: with foreign keys, in unique values, within its checks.

    The newest two rows of a table are what the new rows of others point to. A table whose key can
    take no more values (an enumeration) keeps the rows it has.
    """
    metadata = MetaData()
    metadata.reflect(engine)
    with engine.begin() as connection:
        newest: dict[str, list[Row]] = {}
        for each in metadata.sorted_tables:
            if each.name != VERSION:
                newest[each.name] = _filled(connection, each, newest)


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
    with engine.connect() as connection:
        names = [name for name in inspect(connection).get_table_names() if name != VERSION]
        return {name: _content(connection, name) for name in names}


def _content(connection: Connection, name: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    columns = [each["name"] for each in inspect(connection).get_columns(name)]
    query = select(*(column(each) for each in columns)).select_from(table(name))
    return columns, [tuple(row) for row in connection.execute(query)]


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
    asked = inspect(engine)
    kinds = (
        asked.get_multi_columns,
        asked.get_multi_pk_constraint,
        asked.get_multi_foreign_keys,
        asked.get_multi_unique_constraints,
        asked.get_multi_check_constraints,
        asked.get_multi_indexes,
    )
    found = {
        f"{kind.__name__} {name}": _plain(what)
        for kind in kinds
        for (_schema, name), what in kind().items()
    }
    return found | {"triggers": triggers(engine)}


def _plain(what: Any) -> Any:
    parts = what if isinstance(what, list) else [what]
    return sorted(re.sub(r'[\s"`()]+', " ", repr(sorted(part.items()))) for part in parts)


def triggers(engine: Engine) -> list[str]:
    """The names of all triggers."""
    query = (
        "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        if engine.dialect.name == "sqlite"
        else "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
    )
    with engine.connect() as connection:
        return sorted(connection.scalars(text(query)))

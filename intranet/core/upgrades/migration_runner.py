"""Brings the database to a revision: all the way or not at all, and never at the cost of rows.

The whole way is one transaction, so the database stays as it was when a step cannot be taken.
SQLite rebuilds a table by dropping the old one, which foreign keys forbid: they are off meanwhile,
and every reference is checked after each step. Only `migrations/env.py` imports this module.
"""

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from alembic.runtime.migration import MigrationContext, RevisionStep
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, MetaData, text
from sqlalchemy.exc import DatabaseError

CONSENT = "drop-sealed="
MOST_NAMED = 10


class MigrationStopped(CommandError):
    """A step could not be taken; the database is as it was, and the sentence says what to do."""

    message = (
        "Dừng ở bản {revision}; cơ sở dữ liệu giữ nguyên như trước khi chạy lệnh. Máy chủ dữ liệu "
        "báo: {reason}. Hãy sửa các dòng đó rồi chạy lại lệnh; nếu không rõ, phục hồi bản sao lưu "
        "và báo người phát triển."
    )

    def __init__(self, revision: str, **facts: object) -> None:
        super().__init__(self.message.format(revision=revision, **facts))


class BrokenReferences(MigrationStopped):
    """After a step some rows point to rows that are not there."""

    message = (
        "Dừng ở bản {revision}; cơ sở dữ liệu giữ nguyên như trước khi chạy lệnh. {count} dòng trỏ "
        "tới dòng không có: {rows}. Hãy sửa hoặc xoá các dòng đó rồi chạy lại lệnh; nếu không rõ, "
        "phục hồi bản sao lưu và báo người phát triển."
    )


class SealedRows(MigrationStopped):
    """Going down would destroy rows that are kept as evidence, or show what was taken back."""

    message = (
        "Không hạ xuống dưới bản {revision}; cơ sở dữ liệu giữ nguyên như trước khi chạy lệnh. "
        "Bảng {table} còn {count} dòng phải giữ (id từ {first} đến {last}), hạ xuống sẽ làm "
        "mất. Hãy phục hồi bản sao lưu làm trước lần nâng cấp; chỉ khi các dòng ấy đã được lưu ở "
        f"nơi khác và được phép bỏ, thêm “-x {CONSENT}{{table}}” vào lệnh."
    )


def migrate(engine: Engine, metadata: MetaData) -> None:
    """Do what the running command of Alembic wants of this database."""
    with _without_foreign_keys(engine) as connection:
        context.configure(
            connection=connection,
            target_metadata=metadata,
            render_as_batch=connection.dialect.name == "sqlite",
            compare_type=True,
            transactional_ddl=True,
        )
        steps = _Steps(context.get_context(), context.get_x_argument())
        with context.begin_transaction():
            try:
                context.run_migrations()
            except DatabaseError as error:
                raise MigrationStopped(steps.revision, reason=error.orig) from error


@contextmanager
def _without_foreign_keys(engine: Engine) -> Iterator[Connection]:
    # SQLite heeds this pragma only between transactions: the driver is told before one begins.
    with engine.connect() as connection:
        driver: Any = connection.connection.driver_connection
        sqlite = connection.dialect.name == "sqlite"
        if sqlite:
            driver.execute("PRAGMA foreign_keys=OFF")
        try:
            yield connection
        finally:
            connection.rollback()
            if sqlite:
                driver.execute("PRAGMA foreign_keys=ON")


class _Steps:
    """The steps of a run, watched: which is being taken, whether it may be, and what it left."""

    def __init__(self, migrations: MigrationContext, consents: Collection[str]) -> None:
        self.revision = ""
        self._consents = consents
        self._planned: Any = migrations._migrations_fn
        migrations._migrations_fn = self._watched  # Alembic has no other place before a step

    def _watched(self, heads: Any, migrations: MigrationContext) -> Iterator[Any]:
        assert migrations.connection is not None
        for step in self._planned(heads, migrations):
            if isinstance(step, RevisionStep):
                self.revision = step.revision.revision
                if step.is_downgrade:
                    sealed = getattr(step.revision.module, "SEALED", {})
                    self._refuse_to_lose(migrations.connection, sealed)
            yield step
            self._check_references(migrations.connection)

    def _refuse_to_lose(self, connection: Connection, sealed: dict[str, str]) -> None:
        for table, lost in sealed.items():
            query = f"SELECT count(*), min(id), max(id) FROM {table} WHERE {lost}"
            count, first, last = connection.execute(text(query)).one()
            if count and f"{CONSENT}{table}" not in self._consents:
                raise SealedRows(self.revision, table=table, count=count, first=first, last=last)

    def _check_references(self, connection: Connection) -> None:
        if connection.dialect.name != "sqlite":
            return  # PostgreSQL checks every statement itself
        broken = connection.execute(text("PRAGMA foreign_key_check")).all()
        if broken:
            rows = ", ".join(f"{row[0]} dòng {row[1]} → {row[2]}" for row in broken[:MOST_NAMED])
            raise BrokenReferences(self.revision, count=len(broken), rows=rows)

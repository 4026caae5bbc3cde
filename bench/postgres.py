"""A PostgreSQL of this moment: made in a temporary folder, asked over a socket, thrown away."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import create_engine, text

OWNER = "postgres"
HASTE = ("fsync=off", "synchronous_commit=off", "full_page_writes=off")


def programs() -> Path | None:
    """Where initdb and pg_ctl of the newest installed PostgreSQL lie; None when there is none."""
    installed = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=_release)
    return installed[-1].parent if installed else None


def _release(program: Path) -> int:
    return int(program.parts[-3])


@contextmanager
def cluster(*settings: str) -> Iterator[str]:
    """The SQLAlchemy address of an empty database, in a cluster that ends with the block.

    `settings` are written as in postgresql.conf, "shared_buffers=1GB".
    """
    bin_folder = programs()
    assert bin_folder is not None, "PostgreSQL is missing: install the package postgresql"
    folder = Path(tempfile.mkdtemp(prefix="pg-"))  # short: a socket's path has few letters
    data = folder / "data"
    as_owner = {"user": OWNER} if os.geteuid() == 0 else {}  # it refuses to run as root
    if as_owner:
        shutil.chown(folder, OWNER)

    def run(program: str, *arguments: str) -> None:
        subprocess.run(
            [bin_folder / program, "-D", data, *arguments], check=True, cwd=folder,
            stdout=subprocess.DEVNULL, **as_owner,
        )  # fmt: skip

    run("initdb", "--auth=trust", f"--username={OWNER}", "--encoding=UTF8", "--no-locale", "-N")
    options = ["listen_addresses=", f"unix_socket_directories={folder}", *settings]
    given = " ".join(f"-c {option}" for option in options)
    run("pg_ctl", "start", "-w", "-l", str(folder / "log"), "-o", given)
    try:
        yield f"postgresql+psycopg://{OWNER}@/postgres?host={folder}"
    finally:
        run("pg_ctl", "stop", "-w", "-m", "immediate")
        shutil.rmtree(folder)


def copy_of(address: str, name: str, template: str) -> str:
    """The address of a new database of the cluster, made like `template`."""
    engine = create_engine(address, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text(f'CREATE DATABASE "{name}" TEMPLATE "{template}"'))
    engine.dispose()
    return address.replace("/postgres?", f"/{name}?")

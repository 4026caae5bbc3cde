"""People from the command line: the first administrator, and lists of staff."""

import sys
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _

from intranet.core.database import db
from intranet.people.organization import queries, staff_actions
from intranet.people.organization.errors import LastAdmin
from intranet.people.staff_import.errors import StaffListUnreadable
from intranet.people.staff_import.file_formats import read_roster
from intranet.people.staff_import.rows import Entry, judge

SIGNS = {"wrong": "!", "new": "+", "changed": "~", "same": "="}


@click.group("staff")
def staff() -> None:
    """Accounts of the staff."""


@staff.command("add-admin")
@with_appcontext
def add_admin() -> None:
    """Make the first administrator; does nothing when there is one."""
    issued = staff_actions.issue(["admin"])["admin"]
    made = staff_actions.ensure_admin(db.session, issued)
    if made is None:
        click.echo(_("Đã có quản trị hệ thống."))
        return
    db.session.commit()
    click.echo(_("Tài khoản quản trị: %(name)s", name=made.username))
    click.echo(_("Mật khẩu dùng một lần: %(password)s", password=issued.password))


@staff.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def take_over(file: Path) -> None:
    """Take over a list of staff (CSV or XLSX); saves nothing when a row is wrong."""
    try:
        rows = read_roster(file.read_bytes())
    except StaffListUnreadable as refused:
        click.echo(str(refused), err=True)
        sys.exit(1)
    entries = judge(rows, queries.known(db.session))
    db.session.rollback()
    for entry in entries:
        click.echo(_line(entry))
    if any(entry.reasons for entry in entries):
        click.echo(_("Có dòng sai, chưa lưu gì."), err=True)
        sys.exit(1)
    _save(entries)


def _line(entry: Entry) -> str:
    words = "; ".join(entry.reasons)
    if entry.person:
        words = f"{entry.person.username} ({entry.person.full_name})"
    if entry.changes:
        words += ": " + ", ".join(entry.changes)
    told: str = _("Dòng %(line)s: %(words)s", line=entry.line, words=words)
    return f"{SIGNS[entry.state]} {told}"


def _save(entries: tuple[Entry, ...]) -> None:
    names = [entry.person.username for entry in entries if entry.person and entry.is_new]
    issued = staff_actions.issue(names)
    try:
        done = staff_actions.import_roster(db.session, None, entries, issued)
    except LastAdmin as refused:
        db.session.rollback()
        click.echo(str(refused), err=True)
        sys.exit(1)
    db.session.commit()
    click.echo(
        _("Thêm %(new)s, sửa %(changed)s, giữ nguyên %(same)s người.", new=len(names),
          changed=len(done) - len(names), same=len(entries) - len(done))
    )  # fmt: skip
    for name, one in issued.items():
        click.echo(f"{name}\t{one.password}")

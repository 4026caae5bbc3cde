"""People from the command line: the first administrator, and lists of staff."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import select

from intranet.core.database import db
from intranet.people.accounts.actions import unlock
from intranet.people.accounts.passwords import issue_passwords
from intranet.people.errors import LastAdmin
from intranet.people.models import StaffMember
from intranet.people.organization.staff_actions import ensure_admin
from intranet.people.staff_import.actions import import_staff, known_staff
from intranet.people.staff_import.file_formats import read_staff_list
from intranet.people.staff_import.rows import JudgedRow, StaffListUnreadable, judge, new_usernames

SIGNS = {"wrong": "!", "new": "+", "changed": "~", "same": "="}


@click.group("staff")
def staff() -> None:
    """Accounts of the staff."""


@staff.command("add-admin")
@with_appcontext
def add_admin() -> None:
    """Make the first administrator; does nothing when there is one."""
    issued = issue_passwords(["admin"])["admin"]
    admin = ensure_admin(db.session, issued)
    if admin is None:
        click.echo(_("Đã có quản trị hệ thống."))
        return
    db.session.commit()
    click.echo(_("Tài khoản quản trị: %(name)s", name=admin.username))
    click.echo(_("Mật khẩu dùng một lần: %(password)s", password=issued.password))


@staff.command("unlock")
@click.argument("username")
@with_appcontext
def unlock_account(username: str) -> None:
    """Let a person who mistyped the password try again at once, from every machine."""
    same = StaffMember.username == username.strip().lower()
    person = db.session.scalars(select(StaffMember).where(same)).one_or_none()
    if person is None:
        sys.exit(_("Không có tài khoản %(name)s. Hãy xem lại tên đăng nhập.", name=username))
    waited = unlock(db.session, None, person)
    db.session.commit()
    if waited:
        click.echo(_("%(name)s không còn phải đợi để đăng nhập.", name=person.username))
    else:
        click.echo(_("%(name)s không phải đợi: chưa nhập sai lần nào.", name=person.username))


@staff.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@with_appcontext
def take_over(file: Path) -> None:
    """Take over a list of staff (CSV or XLSX); saves nothing when a row is wrong."""
    try:
        rows = judge(read_staff_list(file.read_bytes()), known_staff(db.session))
    except StaffListUnreadable as refused:
        sys.exit(str(refused))
    db.session.rollback()
    for row in rows:
        click.echo(_line(row))
    if any(row.reasons for row in rows):
        sys.exit(_("Có dòng sai, chưa lưu gì."))
    _save(rows)


def _line(row: JudgedRow) -> str:
    words = "; ".join(row.reasons)
    if row.person:
        words = f"{row.person.username} ({row.person.full_name})"
    if row.changes:
        words += ": " + ", ".join(row.changes)
    line = _("Dòng %(line)s: %(words)s", line=row.line, words=words)
    return f"{SIGNS[row.state]} {line}"


def _save(rows: Sequence[JudgedRow]) -> None:
    issued = issue_passwords(new_usernames(rows))
    try:
        saved = import_staff(db.session, None, rows, issued)
    except LastAdmin as refused:
        db.session.rollback()
        sys.exit(str(refused))
    db.session.commit()
    click.echo(
        _("Thêm %(new)s, sửa %(changed)s, giữ nguyên %(same)s người.", new=len(issued),
          changed=len(saved) - len(issued), same=len(rows) - len(saved))
    )  # fmt: skip
    for username, password in issued.items():
        click.echo(f"{username}\t{password.password}")

"""How people takes its place in the portal: pages, commands, the worker's part, panels."""

from sqlalchemy.orm import Session

from intranet.core.anchors.anchoring import anchor_made
from intranet.core.application import Portal
from intranet.core.task_queue import after_commit
from intranet.people import slots
from intranet.people.accounts import views_sign_in_and_account
from intranet.people.blueprint import bp
from intranet.people.commands import staff
from intranet.people.notifications import mail_spool, views_notices_and_mail
from intranet.people.notifications.mail_sending import send_due_mail
from intranet.people.organization import (
    views_absences_and_groups,
    views_holidays,
    views_staff_and_departments,
)
from intranet.people.organization.words import absence_word
from intranet.people.signals import mail_written
from intranet.people.staff_import import views as views_staff_import

VIEWS = (
    views_sign_in_and_account, views_staff_and_departments, views_absences_and_groups,
    views_holidays, views_staff_import, views_notices_and_mail,
)  # fmt: skip
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of people, `flask staff`, and the letters that the worker writes and sends."""
    app.register_blueprint(bp)
    app.cli.add_command(staff)
    app.jinja_env.globals.update(absence_word=absence_word, account_slots=slots)
    slots.account_main.register(views_notices_and_mail.choice_panel)
    mail_written.connect(send_soon)
    anchor_made.connect(mail_spool.write_anchor)


def send_soon(session: Session) -> None:
    """Let the worker send what was written, once it is committed."""
    after_commit(session, send_due_mail)

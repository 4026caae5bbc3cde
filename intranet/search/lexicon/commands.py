"""Words on the command line."""

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import delete

from intranet.core.database import writing
from intranet.search.lexicon.learning import learn_waiting
from intranet.search.lexicon.models import LearnedFrom


@click.group()
def words() -> None:
    """Abbreviations that the portal knows."""


@words.command("learn")
@with_appcontext
def learn() -> None:
    """Learn the abbreviations of every directive again."""
    with writing() as session:
        session.execute(delete(LearnedFrom))
    count = 0
    while done := learn_waiting():
        count += done
    click.echo(_("Đã học lại từ %(n)s văn bản.", n=count))

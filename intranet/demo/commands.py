"""`flask demo`: an empty portal becomes a believable office."""

import click
from flask.cli import with_appcontext


@click.command()
@with_appcontext
def demo() -> None:
    """Fill an empty portal with invented people, directives, reading and meetings."""
    # What draws directives (PDF, Word, scans) is heavy, and needed by this command alone.
    from intranet.demo.filling import fill_portal

    fill_portal()

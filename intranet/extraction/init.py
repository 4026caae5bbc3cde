"""How extraction takes its place in the portal."""

from intranet.core.application import Portal
from intranet.extraction.commands import extract_command


def init_app(app: Portal) -> None:
    """`flask extract FILE…`."""
    app.cli.add_command(extract_command)

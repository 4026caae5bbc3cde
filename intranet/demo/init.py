"""How the demonstration takes its place in the portal."""

from intranet.core.application import Portal
from intranet.demo.commands import demo


def init_app(app: Portal) -> None:
    """`flask demo`."""
    app.cli.add_command(demo)

"""How core takes its place in the portal."""

from intranet.core.application import Portal
from intranet.core.commands import audit, init_migrations, worker


def init_app(app: Portal) -> None:
    """The worker and the check of the audit trail on the command line."""
    app.cli.add_command(worker)
    app.cli.add_command(audit)
    init_migrations(app)

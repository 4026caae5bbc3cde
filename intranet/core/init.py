"""How core takes its place in the portal."""

from intranet.core import office_settings
from intranet.core.anchors import anchoring
from intranet.core.application import Portal
from intranet.core.audit import AuditEntry
from intranet.core.commands import audit, init_migrations, worker


def init_app(app: Portal) -> None:
    """The worker and the check of the audit trail on the command line; chains are anchored."""
    app.cli.add_command(worker)
    app.cli.add_command(audit)
    init_migrations(app)
    office_settings.register(app)
    app.service(anchoring.AnchoredChains).add(AuditEntry)

"""The trust card on the page of a directive."""

from flask import render_template, url_for

from intranet.core.database import db
from intranet.directives.models import Directive, Version
from intranet.intake.trust import trust_of


def trust_panel(directive: Directive, version: Version) -> str:
    """How far the shown version can be relied on."""
    download = url_for("directives.original", directive_id=directive.id, version_id=version.id)
    trust = trust_of(db.session, version.file, version)
    return render_template("intake/_trust.html", trust=trust, download=download)

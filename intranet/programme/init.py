"""How the programme takes its place in the portal."""

from intranet.core.application import Portal
from intranet.directives.signals import version_published
from intranet.intake.quarantine.places import ContentPlace, register
from intranet.programme.blueprint import bp
from intranet.programme.incoming_register import views as register_views
from intranet.programme.incoming_register.register import on_publication
from intranet.programme.reports import views, views_missing_people
from intranet.programme.reports.pdf import drop_printed
from intranet.programme.reports.views_missing_people import missing_link, missing_url
from intranet.reading import hooks
from intranet.reading.slots import coverage_links

VIEWS = (register_views, views, views_missing_people)
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """The pages of reports and of the register of incoming documents, and what follows them."""
    app.register_blueprint(bp)
    coverage_links.register(missing_link)
    hooks.missing_readings.fill(missing_url)
    version_published.connect(on_publication)
    printed = ("report_wording",), ("instance/reports",)
    register(ContentPlace("reports", *printed, hide_outside=drop_printed))

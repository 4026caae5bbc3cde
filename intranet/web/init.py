"""How the shell takes its place in the portal."""

from functools import partial

from flask import url_for

from intranet.core.application import Portal
from intranet.extraction.commands import extract_command
from intranet.people.hooks import home_page, system_page
from intranet.web import (
    badges,
    cached_fragments,
    errors,
    formats,
    languages,
    palette,
    security,
    sidebar,
    views,
)  # fmt: skip
from intranet.web.administration import audit_words, part_words
from intranet.web.administration import views as administration
from intranet.web.guide import page_parts
from intranet.web.guide import views as guide

VIEWS = (views, palette, administration, guide)
"""The modules whose pages stand on the blueprint."""


def init_app(app: Portal) -> None:
    """Languages, login wall, error pages, the frame of every page, and the shell's own pages."""
    home_page.fill(partial(url_for, "web.home"))
    system_page.fill(partial(url_for, "web.system"))
    parts = (languages, formats, security, errors, cached_fragments, sidebar, badges)
    for part in parts:
        part.register(app)
    for words in (audit_words, part_words, page_parts):
        words.register(app)
    app.register_blueprint(views.bp)
    app.cli.add_command(extract_command)  # a floor below everything that knows Flask

"""What search knows from the start: directives."""

from flask import Flask

from intranet.search.directive_source import SOURCE
from intranet.search.sources import register_source


def register(app: Flask) -> None:
    """Let directives be found."""
    register_source(app, SOURCE)

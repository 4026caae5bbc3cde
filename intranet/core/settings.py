"""The settings of the running application, for rooms that are given no argument of their own."""

from flask import current_app

from config import Settings


def settings() -> Settings:
    """The frozen settings that `create_app` was given."""
    found: Settings = current_app.extensions["settings"]
    return found

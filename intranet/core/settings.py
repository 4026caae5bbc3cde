"""The settings of the running portal, for rooms that are given no argument of their own."""

from config import Settings
from intranet.core.application import service


def settings() -> Settings:
    """The frozen settings that `create_app` was given."""
    return service(Settings)

"""The way back to the place one came from: the address carries it from page to page."""

from flask import request

from intranet.people.accounts.sessions import own_path

NAME, LONGEST = "ve", 1000
"""How addresses and forms call the way back, and how long it may grow."""


def here() -> str:
    """The address of this page, for a page that leads back to it."""
    return request.full_path.rstrip("?")[:LONGEST]


def way_back(default: str) -> str:
    """Where the person came from, if the address or form says so; else the default."""
    asked = request.values.get(NAME, "")
    return own_path(asked) if asked else default

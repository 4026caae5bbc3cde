"""Where the pages of this room lie on the rail."""

from flask import Flask

PAGES = ("show", "edit", "relate", "widen", "graph")


def register(app: Flask) -> None:
    """One directive and its corrections belong to the shelf."""
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({f"directives.{page}": "directives.shelf" for page in PAGES})

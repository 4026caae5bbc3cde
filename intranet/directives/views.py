"""Every page of the repository: shelf, one directive, originals, the clerk's corrections."""

from intranet.directives import (
    view_changes,
    view_edit,
    view_files,
    view_graph,
    view_missing,
    view_one,
    view_preview,
    view_shelf,
)
from intranet.directives.blueprint import bp

__all__ = [
    "bp",
    "view_changes",
    "view_edit",
    "view_files",
    "view_graph",
    "view_missing",
    "view_one",
    "view_preview",
    "view_shelf",
]

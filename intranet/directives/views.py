"""Every page of the repository: register, one directive, originals, the clerk's corrections."""

from intranet.directives import views_correction
from intranet.directives.blueprint import bp
from intranet.directives.citations import views_graph, views_missing
from intranet.directives.register import views_register
from intranet.directives.viewer import (
    views_changes,
    views_directive,
    views_files,
    views_printable_form,
)

__all__ = [
    "bp",
    "views_changes",
    "views_correction",
    "views_directive",
    "views_files",
    "views_graph",
    "views_missing",
    "views_printable_form",
    "views_register",
]

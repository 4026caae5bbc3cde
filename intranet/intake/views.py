"""Every page of the clerk's desk: uploading, the queue, checking, pictures."""

from intranet.intake import (
    view_check,
    view_doors,
    view_isolating,
    view_learned,
    view_pages,
    view_pictures,
    view_upload,
)
from intranet.intake.blueprint import bp

__all__ = [
    "bp",
    "view_check",
    "view_doors",
    "view_isolating",
    "view_learned",
    "view_pages",
    "view_pictures",
    "view_upload",
]

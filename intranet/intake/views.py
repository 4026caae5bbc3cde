"""Every page of the clerk's desk: uploading, the queue, checking, pictures."""

from intranet.intake.blueprint import bp
from intranet.intake.channels import views_channels, views_upload
from intranet.intake.quarantine import views_isolation
from intranet.intake.review import (
    views_check,
    views_learned_corrections,
    views_pages,
    views_pictures,
)

__all__ = [
    "bp",
    "views_channels",
    "views_check",
    "views_isolation",
    "views_learned_corrections",
    "views_pages",
    "views_pictures",
    "views_upload",
]

"""The reading room: directives found, read and proven read."""

import gc
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The whole portal, assembled for these settings (default: those of the environment)."""
    gc.disable()  # loading makes no garbage, and looking for some takes a sixth of the time
    try:
        # Imported late, so that the pure floors can be used without loading the shell.
        from intranet.app import assemble

        return assemble(settings)
    finally:
        gc.enable()

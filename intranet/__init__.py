"""The reading room: directives found, read and proven read."""

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from flask import Flask

    from config import Settings


def create_app(settings: "Settings | None" = None) -> "Flask":
    """The whole portal, assembled for these settings (default: those of the environment)."""
    is_loaded = "intranet.app" in sys.modules
    gc.disable()  # loading makes no garbage, and looking for some takes a sixth of the time
    try:
        # Imported late, so that the pure floors can be used without loading the shell.
        from intranet.app import assemble

        if not is_loaded:
            gc.freeze()  # modules and classes stay: nobody need walk them again
        return assemble(settings)
    finally:
        gc.enable()


def tune_garbage_collection() -> None:
    """Leave what was loaded at the start out of the garbage collector's walks, and walk seldom.

    It is never garbage, and walking it (a quarter of a million objects) stopped a page now and
    then for 130 to 210 ms; walking the compiled templates that come later still took 60.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)

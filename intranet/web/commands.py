"""The command line: each room's commands under one `flask`."""

from importlib import import_module
from importlib.util import find_spec

from flask import Flask

ROOMS = (
    "extraction",
    "core",
    "people",
    "directives",
    "intake",
    "search",
    "reading",
    "meetings",
    "programme",
    "demo",
)


def register(app: Flask) -> None:
    """Add every room's `COMMANDS` to the application's command line."""
    for room in ROOMS:
        if find_spec(f"intranet.{room}.commands"):
            for command in import_module(f"intranet.{room}.commands").COMMANDS:
                app.cli.add_command(command)

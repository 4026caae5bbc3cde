"""The application object: Flask, and the services of one running portal by their class."""

from typing import Any, TypeVar, cast

from flask import Flask, current_app
from werkzeug.routing import IntegerConverter

Service = TypeVar("Service")
LARGEST_ID = 2**31 - 1
"""PostgreSQL keeps ids in 32 bits, SQLite in 64: beyond them the database itself would fail."""


class RowNumber(IntegerConverter):
    """A number in an address; what no row can have is a page that does not exist."""

    def __init__(self, *arguments: Any, **limits: Any) -> None:
        super().__init__(*arguments, **{"max": LARGEST_ID, **limits})


class Portal(Flask):
    """A portal with its settings, its originals on disk, its queue of work and what else is one."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._services: dict[type, object] = {}
        self.url_map.converters["int"] = RowNumber  # before any room adds its addresses

    def provide(self, service: object) -> None:
        """Let this be the service of its class from now on."""
        self._services[type(service)] = service

    def service(self, kind: type[Service]) -> Service:
        """The one service of this class; one that nobody provided is made at the first asking."""
        if kind not in self._services:
            self._services[kind] = kind()
        return cast(Service, self._services[kind])


def service(kind: type[Service]) -> Service:
    """The service of this class in the running portal."""
    return cast(Portal, current_app).service(kind)

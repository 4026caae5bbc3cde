"""The application object: Flask, and the services of one running portal by their class."""

from typing import Any, TypeVar, cast

from flask import Flask, current_app

Service = TypeVar("Service")


class Portal(Flask):
    """A portal with its settings, its originals on disk, its queue of work and what else is one."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._services: dict[type, object] = {}

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

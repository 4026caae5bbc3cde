"""The application object: Flask, and the services of one running portal by their class."""

from typing import Any, TypeVar, cast

from flask import Flask, Request, current_app, has_request_context, request
from werkzeug.datastructures import ImmutableMultiDict
from werkzeug.routing import IntegerConverter, ValidationError

Service = TypeVar("Service")
LARGEST_ID = 2**31 - 1
"""PostgreSQL keeps ids in 32 bits, SQLite in 64: beyond them the database itself would fail."""


def number_in(written: str | None, most: int = LARGEST_ID) -> int | None:
    """The number written in plain digits; None for anything else, and for more than `most`."""
    digits = (written or "").strip()
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > len(str(most)):
        return None  # Python itself refuses to read thousands of digits
    number = int(digits)
    return number if number <= most else None


def _row_number(written: str) -> int:
    number = number_in(written)
    if number is None:
        raise ValueError
    return number


class RowNumber(IntegerConverter):
    """A number in an address; what no row can have is a page that does not exist."""

    def to_python(self, value: str) -> int:
        """The number. Raises ValidationError, which means: not this address."""
        number = number_in(value)
        if number is None:
            raise ValidationError
        return number


class Parameters(ImmutableMultiDict[str, str]):
    """What was asked or sent; a number too large to be one counts as not given."""

    def get(self, key: str, default: Any = None, type: Any = None) -> Any:  # type: ignore[override]
        """The value as `type` reads it, else the default."""
        return super().get(key, default, _row_number if type is int else type)

    def getlist(self, key: str, type: Any = None) -> list[Any]:
        """The values that `type` can read."""
        return super().getlist(key, _row_number if type is int else type)


class PortalRequest(Request):
    """A request whose numbers are ones that the database can be asked for."""

    parameter_storage_class = Parameters


class Portal(Flask):
    """A portal with its settings, its originals on disk, its queue of work and what else is one."""

    request_class = PortalRequest

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._services: dict[type, object] = {}
        self._constant_urls: dict[tuple[str, str], str] = {}
        self.url_map.converters["int"] = RowNumber  # before any room adds its addresses

    def url_for(self, /, endpoint: str, **values: Any) -> str:
        """The address of a page; one that is the same for everybody is put together once.

        A page has some seventy of those, its style sheets among them.
        """
        is_constant = not values or (endpoint == "static" and values.keys() == {"filename"})
        if not is_constant or endpoint.startswith(".") or not _stands_at_the_root():
            return super().url_for(endpoint, **values)
        key = (endpoint, values.get("filename", ""))
        if key not in self._constant_urls:
            self._constant_urls[key] = super().url_for(endpoint, **values)
        return self._constant_urls[key]

    def provide(self, service: object) -> None:
        """Let this be the service of its class from now on."""
        self._services[type(service)] = service

    def service(self, kind: type[Service]) -> Service:
        """The one service of this class; one that nobody provided is made at the first asking."""
        if kind not in self._services:
            self._services[kind] = kind()
        return cast(Service, self._services[kind])


def _stands_at_the_root() -> bool:
    """Whether a request is answered, and addresses begin with nothing but a stroke."""
    return has_request_context() and not request.root_path


def service(kind: type[Service]) -> Service:
    """The service of this class in the running portal."""
    return cast(Portal, current_app).service(kind)

"""Parts of a page that are the same for many people, drawn once a process.

    {% cached "style sheets" %} … {% endcached %}
    {% cached ("keys", frame_key()) %} … {% endcached %}

The key names all that the part depends on. It never has anything in it that people type or send,
which would fill the memory, and the part never has a token or a name of a person.
"""

from collections.abc import Callable, Hashable

from flask import Flask, request
from jinja2 import Environment, nodes
from jinja2.ext import Extension
from jinja2.parser import Parser
from markupsafe import Markup


class CachedFragments(Extension):
    """The tag `cached`; each application keeps its own parts."""

    def __init__(self, environment: Environment) -> None:
        super().__init__(environment)
        self.tags = {"cached"}
        self._drawn: dict[tuple[str, Hashable], Markup] = {}

    def parse(self, parser: Parser) -> nodes.Node:
        """The part as a call of `drawn_once`."""
        line = next(parser.stream).lineno
        key = parser.parse_expression()
        body = parser.parse_statements(("name:endcached",), drop_needle=True)
        drawn = self.call_method("drawn_once", [key], lineno=line)
        return nodes.CallBlock(drawn, [], [], body, lineno=line)

    def drawn_once(self, key: Hashable, caller: Callable[[], Markup]) -> Markup:
        """The part with this key, drawn if it never was."""
        whole = (request.root_path, key)  # addresses begin with it
        if whole not in self._drawn:
            self._drawn[whole] = caller()
        return self._drawn[whole]


def register(app: Flask) -> None:
    """Let templates have such parts."""
    app.jinja_env.add_extension(CachedFragments)

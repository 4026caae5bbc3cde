"""Styles of word processors: what each says by itself, and which others it is built on."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

DEEPEST = 20  # styles built on styles; more is a ring

StyleTraits = dict[str, Any]
"""What a style says by itself: some of the fields of a TextStyle."""


@dataclass(frozen=True)
class TextStyle:
    """How text looks; `breaks` says that a new page begins before it."""

    font: str = ""
    bold: bool = False
    capitals: bool = False
    hidden: bool = False
    centred: bool = False
    breaks: bool = False


@dataclass
class StyleSheet:
    """The named styles of a document, and what holds where they say nothing."""

    usual: StyleTraits = field(default_factory=dict)
    traits: dict[str, StyleTraits] = field(default_factory=dict)
    bases: dict[str, str] = field(default_factory=dict)
    _known: dict[tuple[str, ...], TextStyle] = field(default_factory=dict)

    def look(self, *names: str, **own: Any) -> TextStyle:
        """How text in these styles looks, later ones over earlier ones, with its `own` traits."""
        if names not in self._known:
            look = TextStyle(**self.usual)
            for name in names:
                for style in reversed(list(lineage(name, self.bases))):
                    look = replace(look, **self.traits[style])
            self._known[names] = look
        return replace(self._known[names], **own) if own else self._known[names]


def lineage(name: str, bases: Mapping[str, str]) -> Iterator[str]:
    """The style of that name and those that it is built on, nearest first."""
    for _ in range(DEEPEST):
        if name not in bases:
            return
        yield name
        name = bases[name]

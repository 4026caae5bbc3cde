"""What of an entry is indexed, field by field: the same with every engine.

To add a search field: here a Field, its attribute of IndexEntry and its tokens (and its name in
PLACED where the order of words counts); what it holds in `index/directive_entries.py`; how it is
typed in `query/field_syntax.py`; what only shows or sorts also in the `schema.py` of each engine.
"""

import enum
from collections.abc import Iterable
from dataclasses import dataclass

from intranet.search.analysis import Analysed, analyse, cited_keys, own_keys


class Field(enum.Enum):
    """What of an entry the engine can look into."""

    SYL = "syl"  # syllables in their normal spelling
    FOLD = "fold"  # syllables without marks
    PAIRS = "foldbi"  # neighbouring syllables without marks, "chuyen_doi"
    OWN = "own"  # the key of the entry's own symbol
    CITED = "cited"  # the keys of all symbols in the text
    # What follows narrows and adds nothing to a score.
    TITLE = "title"  # syllables of title and symbol without marks, for suggestions
    BODY = "body"  # syllables of the issuing body without marks
    SIGNER = "signer"  # syllables of the signer's name without marks
    TOPIC = "topic"  # syllables of the topics without marks
    KIND = "kind"  # the value of the kind, "KH"
    LEVEL = "level"  # the value of the level
    STATUS = "status"  # the value of the status


FACETS = ("level", "kind", "body", "year", "topic", "set")
PLACED = ("syl", "fold", "title", "body", "signer", "topic")
"""Fields whose words keep their places, for phrases."""
UNSCORED = frozenset({
    Field.TITLE, Field.BODY, Field.SIGNER, Field.TOPIC, Field.KIND, Field.LEVEL, Field.STATUS
})  # fmt: skip
BREAK = "¶"  # stands between parts, so that no phrase reaches over


@dataclass(frozen=True)
class IndexEntry:
    """One thing that can be found; id is "directive:12" or "material:5".

    level and kind are values of their enums, issued_on an ISO date or "", audience the words of
    `directives.audience` ("all", "department:3", "staff:17"). arrived is the ISO moment since when
    it can be found, stamp the ISO moment of the state that was indexed (for the drift check).
    """

    id: str
    title: str
    text: str = ""
    symbol: str = ""
    level: str = ""
    kind: str = ""
    body: str = ""
    year: str = ""
    issued_on: str = ""
    status: str = ""
    signer: str = ""
    arrived: str = ""
    stamp: str = ""
    topics: tuple[str, ...] = ()
    audience: tuple[str, ...] = ()


def tokens_of(entry: IndexEntry, text: Analysed) -> dict[str, list[str]]:
    """The tokens of an entry, whose text is analysed, by the values of `Field`.

    The title counts twice.
    """
    title = analyse(entry.title)
    parts = (title, title, text, analyse(f"{entry.symbol} {entry.body}"))
    return {
        "syl": _flat(part.syl for part in parts),
        "fold": _flat(part.fold for part in parts),
        "foldbi": _flat(part.pairs for part in parts),
        "own": list(own_keys(entry.symbol)),
        "cited": cited_keys(title, text, entry.issued_on),
        "title": list(analyse(f"{entry.symbol} {entry.title}").fold),
        "body": list(analyse(entry.body).fold),
        "signer": list(analyse(entry.signer).fold),
        "topic": _flat(analyse(topic).fold for topic in entry.topics),
    }


def _flat(parts: Iterable[tuple[str, ...]]) -> list[str]:
    tokens: list[str] = []
    for part in parts:
        tokens += part
        tokens.append(BREAK)
    return tokens

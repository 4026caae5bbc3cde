"""The fields of the Whoosh index, and what an entry puts into them."""

from array import array
from collections.abc import Sequence

import numpy as np
from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema
from whoosh.formats import Positions

from intranet.search.fields import IndexEntry, tokens_of

# A change here asks for a rebuild: the folder of the index carries the number.
FORM = 3
PLACED = ("syl", "fold", "title", "body", "signer", "topic")
COLUMNS = ("level", "kind", "body", "year", "topic", "date", "status")
SEPARATOR = "\x1f"
STEP = np.dtype(np.uint16)  # from one place of a word to the next; 0 leaps on without a place
LEAP = 65535


class Places(Positions):
    """The places of a word in an entry, so that many are read at once."""

    def encode(self, poslist: Sequence[int]) -> bytes:
        """The steps between the places, counted from 1."""
        steps, last = array("H"), -1
        for place in poslist:
            step, last = place - last, place
            leaps = (step - 1) // LEAP
            steps.extend([0] * leaps)
            steps.append(step - leaps * LEAP)
        return steps.tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The places again."""
        steps = np.frombuffer(valuestring, STEP).astype(np.int64)
        way = np.cumsum(np.where(steps == 0, LEAP, steps)) - 1
        found: list[int] = way[steps != 0].tolist()
        return found

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many places there are."""
        return len(self.decode_positions(valuestring))


def schema() -> Schema:
    """Three searched fields, two for symbols, the audience, and columns for counts and order.

    Tokens come ready from `analysis`; the tokenizer here never sees a text.
    """
    ready = SpaceSeparatedTokenizer()
    columns = {f"{name}_column": COLUMN(RefBytesColumn()) for name in COLUMNS}
    placed = {name: TEXT(analyzer=ready) for name in PLACED}
    for field in placed.values():
        field.format = Places()
    return Schema(
        id=ID(unique=True),
        foldbi=TEXT(analyzer=ready, phrase=False),
        own=KEYWORD(),
        cited=KEYWORD(scorable=True),
        audience=KEYWORD(),
        kind=KEYWORD(),
        level=KEYWORD(),
        status=KEYWORD(),
        id_column=COLUMN(VarBytesColumn()),
        arrived_column=COLUMN(VarBytesColumn()),
        stamp_column=COLUMN(VarBytesColumn()),
        **placed,
        **columns,
    )


def fields_of(entry: IndexEntry) -> dict[str, Sequence[str]]:
    """The tokens of each field of an entry."""
    return {
        "id": [entry.id],
        **vars(tokens_of(entry)),
        "audience": entry.audience,
        "kind": _known(entry.kind),
        "level": _known(entry.level),
        "status": _known(entry.status),
    }


def columns_of(entry: IndexEntry) -> dict[str, str]:
    """What an entry puts into the columns."""
    values = {
        "id": entry.id,
        "arrived": entry.arrived,
        "stamp": entry.stamp,
        "date": entry.issued_on,
        "status": entry.status,
        "level": entry.level,
        "kind": entry.kind,
        "body": entry.body,
        "year": entry.year,
        "topic": SEPARATOR.join(entry.topics),
    }
    return {f"{name}_column": value for name, value in values.items()}


def _known(value: str) -> list[str]:
    return [value] if value else []

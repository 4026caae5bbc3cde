"""The fields of the Whoosh index, and what an entry puts into them."""

from collections.abc import Sequence

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

from intranet.search.recipe import tokens_of
from intranet.search.values import Entry

# A change here asks for a rebuild: the folder of the index carries the number.
FORM = 2
COLUMNS = ("level", "kind", "body", "year", "topic", "date", "status")
SEPARATOR = "\x1f"


def schema() -> Schema:
    """Three searched fields, two for symbols, the audience, and columns for counts and order.

    Tokens come ready from `analysis`; the tokenizer here never sees a text.
    """
    ready = SpaceSeparatedTokenizer()
    columns = {f"{name}_column": COLUMN(RefBytesColumn()) for name in COLUMNS}
    placed = {name: TEXT(analyzer=ready) for name in ("title", "body", "signer", "topic")}
    return Schema(
        id=ID(unique=True),
        syl=TEXT(analyzer=ready),
        fold=TEXT(analyzer=ready),
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


def fields_of(entry: Entry) -> dict[str, Sequence[str]]:
    """The tokens of each field of an entry."""
    return {
        "id": [entry.id],
        **vars(tokens_of(entry)),
        "audience": entry.audience,
        "kind": _known(entry.kind),
        "level": _known(entry.level),
        "status": _known(entry.status),
    }


def columns_of(entry: Entry) -> dict[str, str]:
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

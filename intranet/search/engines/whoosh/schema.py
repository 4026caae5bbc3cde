"""The fields and columns of the Whoosh index, and what an entry puts into them."""

from typing import Any

from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

from intranet.search.analysis import Analysed
from intranet.search.fields import PLACED, IndexEntry, tokens_of

DISTINCT_COLUMNS = ("id", "arrived", "stamp")
SHARED_COLUMNS = ("level", "kind", "body", "year", "topic", "date", "status")
SEPARATOR = "\x1f"


def schema() -> Schema:
    """Token fields with and without places, whole words, and columns for counts and order.

    Tokens come ready from `analysis`: Whoosh takes a list of them as it is.
    """
    return Schema(
        id=ID(unique=True),
        foldbi=TEXT(phrase=False),
        cited=KEYWORD(scorable=True),
        **{name: TEXT() for name in PLACED},
        **{name: KEYWORD() for name in ("own", "audience", "kind", "level", "status")},
        **{f"{name}_column": COLUMN(VarBytesColumn()) for name in DISTINCT_COLUMNS},
        **{f"{name}_column": COLUMN(RefBytesColumn()) for name in SHARED_COLUMNS},
    )


def document_of(entry: IndexEntry, text: Analysed) -> dict[str, Any]:
    """The entry as a writer takes it: tokens of the fields, bytes of the columns."""
    values = {**vars(entry), "date": entry.issued_on, "topic": SEPARATOR.join(entry.topics)}
    return {
        "id": [entry.id],
        **tokens_of(entry, text),
        "audience": list(entry.audience),
        **{name: [values[name]] if values[name] else [] for name in ("kind", "level", "status")},
        **{f"{n}_column": values[n].encode() for n in (*DISTINCT_COLUMNS, *SHARED_COLUMNS)},
    }

"""The fields of the Whoosh index, and what an entry puts into them."""

from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

from intranet.search.analysis import analyse, cited_keys, own_keys
from intranet.search.values import FACETS, Entry

# A change here asks for a rebuild: the folder of the index carries the number.
FORM = 1
SEPARATOR = "\x1f"
BREAK = "¶"  # stands between parts, so that no phrase reaches over


def schema() -> Schema:
    """Three searched fields, two for symbols, the audience, and columns for counts and order.

    Tokens come ready from `analysis`; the tokenizer here never sees a text.
    """
    ready = SpaceSeparatedTokenizer()
    columns = {f"{facet}_column": COLUMN(RefBytesColumn()) for facet in FACETS}
    return Schema(
        id=ID(unique=True),
        syl=TEXT(analyzer=ready),
        fold=TEXT(analyzer=ready),
        foldbi=TEXT(analyzer=ready, phrase=False),
        own=KEYWORD(),
        cited=KEYWORD(scorable=True),
        audience=KEYWORD(),
        id_column=COLUMN(VarBytesColumn()),
        date_column=COLUMN(RefBytesColumn()),
        **columns,
    )


def row(entry: Entry) -> dict[str, Any]:
    """The entry as the index keeps it; the title counts twice."""
    title, text = analyse(entry.title), analyse(entry.text)
    parts = (title, title, text, analyse(f"{entry.symbol} {entry.body}"))
    facets = {
        "level": entry.level,
        "kind": entry.kind,
        "body": entry.body,
        "year": entry.year,
        "topic": SEPARATOR.join(entry.topics),
    }
    return {
        "id": entry.id,
        "syl": _flat(part.syl for part in parts),
        "fold": _flat(part.fold for part in parts),
        "foldbi": _flat(part.pairs for part in parts),
        "own": list(own_keys(entry.symbol)),
        "cited": cited_keys(title, text, entry.issued_on),
        "audience": list(entry.audience),
        "id_column": entry.id.encode(),
        "date_column": entry.issued_on.encode(),
        **{f"{facet}_column": value.encode() for facet, value in facets.items()},
    }


def _flat(parts: Any) -> list[str]:
    return [token for part in parts for token in (*part, BREAK)]

"""The fields of the Whoosh index, and what an entry puts into them."""

from typing import Any

from whoosh.analysis import SpaceSeparatedTokenizer
from whoosh.columns import RefBytesColumn, VarBytesColumn
from whoosh.fields import COLUMN, ID, KEYWORD, TEXT, Schema

from intranet.search.analysis import analyse, cited_keys, own_keys
from intranet.search.values import Entry

# A change here asks for a rebuild: the folder of the index carries the number.
FORM = 2
COLUMNS = ("level", "kind", "body", "year", "topic", "date", "status")
SEPARATOR = "\x1f"
BREAK = "¶"  # stands between parts, so that no phrase reaches over


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


def row(entry: Entry) -> dict[str, Any]:
    """The entry as the index keeps it; the title counts twice."""
    title, text = analyse(entry.title), analyse(entry.text)
    parts = (title, title, text, analyse(f"{entry.symbol} {entry.body}"))
    columns = {
        "date": entry.issued_on,
        "status": entry.status,
        "level": entry.level,
        "kind": entry.kind,
        "body": entry.body,
        "year": entry.year,
        "topic": SEPARATOR.join(entry.topics),
    }
    whole = {"id": entry.id, "arrived": entry.arrived, "stamp": entry.stamp, **columns}
    return {
        "id": entry.id,
        "syl": _flat(part.syl for part in parts),
        "fold": _flat(part.fold for part in parts),
        "foldbi": _flat(part.pairs for part in parts),
        "own": list(own_keys(entry.symbol)),
        "cited": cited_keys(title, text, entry.issued_on),
        "audience": list(entry.audience),
        "title": _folded(f"{entry.symbol} {entry.title}"),
        "body": _folded(entry.body),
        "signer": _folded(entry.signer),
        "topic": _flat(analyse(topic).fold for topic in entry.topics),
        "kind": _known(entry.kind),
        "level": _known(entry.level),
        "status": _known(entry.status),
        **{f"{name}_column": value.encode() for name, value in whole.items()},
    }


def _known(value: str) -> list[str]:
    return [value] if value else []


def _folded(text: str) -> list[str]:
    return list(analyse(text).fold)


def _flat(parts: Any) -> list[str]:
    return [token for part in parts for token in (*part, BREAK)]

"""What of an entry is indexed, field by field: the same with every engine."""

from collections.abc import Iterable
from dataclasses import dataclass

from intranet.search.analysis import Analysed, analyse, cited_keys, own_keys
from intranet.search.values import Entry

BREAK = "¶"  # stands between parts, so that no phrase reaches over


@dataclass(frozen=True)
class Tokens:
    """The tokens of an entry, by the names of `values.Field`; BREAK ends each part."""

    syl: list[str]
    fold: list[str]
    foldbi: list[str]
    own: list[str]
    cited: list[str]
    title: list[str]
    body: list[str]
    signer: list[str]
    topic: list[str]


def tokens_of(entry: Entry) -> Tokens:
    """The tokens of an entry; the title counts twice."""
    title, text = analyse(entry.title), analyse(entry.text)
    parts = (title, title, text, analyse(f"{entry.symbol} {entry.body}"))
    return Tokens(
        syl=_flat(part.syl for part in parts),
        fold=_flat(part.fold for part in parts),
        foldbi=_flat(part.pairs for part in parts),
        own=list(own_keys(entry.symbol)),
        cited=cited_keys(title, text, entry.issued_on),
        title=_folded(f"{entry.symbol} {entry.title}"),
        body=_folded(entry.body),
        signer=_folded(entry.signer),
        topic=_flat(analyse(topic).fold for topic in entry.topics),
    )


def _folded(text: str) -> list[str]:
    found: Analysed = analyse(text)
    return list(found.fold)


def _flat(parts: Iterable[tuple[str, ...]]) -> list[str]:
    return [token for part in parts for token in (*part, BREAK)]

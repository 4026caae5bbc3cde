"""Keys of the query language and their values, as far as the person sees entries with them."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from intranet.language.bodies.document_types import TYPE_NAMES, DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.language.text.normalization import fold
from intranet.search.analysis import analyse, distinct
from intranet.search.fields import Field
from intranet.search.query.field_syntax import KEYS, LEVEL_NAME, Key, of_symbol
from intranet.search.query.query_syntax import condition_text
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import EVERYTHING, And, Prefix, Query, either
from intranet.search.query.understanding import understand
from intranet.search.query_text import query_text
from intranet.search.suggest.typed_query import (
    SearchSuggestion,
    SuggestionGroup,
    TypedQuery,
    VisibleIndex,
    all_begin_a_word,
    plain_words,
    words_of,
)
from intranet.search.suggest.words import KEY

MOST_KEYS, MOST_VALUES = 3, 8
LEAST = 2
FACET = {
    Key.LEVEL: "level", Key.KIND: "kind", Key.BODY: "body", Key.TOPIC: "topic",
    Key.FROM: "year", Key.UNTIL: "year",
}  # fmt: skip
KEYED = re.compile(r"(?<!\S)-?([^\W\d_]++(?:-[^\W\d_]++)*+):")
LAST_WORD = re.compile(r"(?:^|\s)-?([^\W\d_]++(?:-[^\W\d_]*+)*+)$")


@dataclass(frozen=True)
class OpenCondition:
    """A key whose value is being typed: what stands before it, and the value so far."""

    key: Key
    before: str
    minus: str
    value: str


def conditions(index: VisibleIndex, entered: TypedQuery) -> tuple[SearchSuggestion, ...]:
    """Values of the key that was typed last, else keys that the last word begins."""
    begun = _begun(entered.text)
    return tuple(_keys(entered) if begun is None else _values(index, begun))


def _begun(text: str) -> OpenCondition | None:
    keyed = [match for match in KEYED.finditer(text) if match[1].lower() in KEYS]
    if not keyed:
        return None
    last = keyed[-1]
    value = text[last.end() :].lstrip()
    key = KEYS[last[1].lower()]
    if key is Key.UNREAD or value.count('"') > 1 or (value and '"' in value[1:]):
        return None
    minus = "-" if last[0].startswith("-") else ""
    return OpenCondition(key, text[: last.start()], minus, value.removeprefix('"'))


def _keys(entered: TypedQuery) -> Iterable[SearchSuggestion]:
    last = LAST_WORD.search(entered.text)
    word, start = (fold(last[1]), last.start(1)) if last else ("", 0)
    if entered.text and (entered.quoted or len(word) < LEAST):
        return
    fitting = [key for key in Key if fold(key.value).startswith(word)]
    for key in fitting if not word else fitting[:MOST_KEYS]:
        whole = entered.text[:start] + f"{key.value}:"
        query = f"{whole}có " if key is Key.UNREAD else f"{whole} "
        spans = ((0, len(word)),) if word else ()
        yield SearchSuggestion(
            SuggestionGroup.CONDITION, f"{key.value}:", KEY[key], query, goes_on=True, marks=spans
        )


def _values(index: VisibleIndex, begun: OpenCondition) -> Iterable[SearchSuggestion]:
    words = plain_words(begun.value)
    known = _counted(index, begun)
    fitting = [name for name in known if _fits(name, words)]
    typed = " ".join(words)
    if not words or any(_plain(name) != typed for name in fitting):
        first = sorted(fitting, key=lambda n: (not _plain(n).startswith(typed), -known[n], n))
        for name in first[:MOST_VALUES]:
            query = f"{begun.before}{begun.minus}{condition_text(begun.key, name)} "
            yield SearchSuggestion(
                SuggestionGroup.CONDITION, name, KEY[begun.key], query,
                goes_on=True, count=known[name], marks=_spans(name, words),
            )  # fmt: skip


def _counted(index: VisibleIndex, begun: OpenCondition) -> Mapping[str, int]:
    """The values that visible entries have, each with how many of them."""
    around = understand(query_text(begun.before)).every or EVERYTHING
    if facet := FACET.get(begun.key):
        request = SearchRequest(around, index.audience, limit=1, facets=(facet,))
        counts = index.engine.search(request).facets.get(facet, {})
        return {_name(begun.key, value): count for value, count in counts.items() if value}
    query = _with_value(begun)
    if query is None:
        return {}
    names = (
        titled.signer if begun.key is Key.SIGNER else titled.symbol
        for titled in index.titled(around, query).values()
    )
    return dict.fromkeys(filter(None, names), 0)


def _with_value(begun: OpenCondition) -> Query | None:
    if begun.key is Key.SYMBOL:
        plain = lookup_key(begun.value)
        return either((Prefix(Field.OWN, plain), of_symbol(begun.value))) if plain else None
    words = analyse(begun.value).fold
    return And(tuple(Prefix(Field.SIGNER, word) for word in distinct(words))) if words else None


def _name(key: Key, value: str) -> str:
    if key is Key.LEVEL:
        return LEVEL_NAME[Level(value)]
    if key is Key.KIND and value in DocumentType.__members__:
        return TYPE_NAMES[DocumentType[value]].lower()
    return value


def _fits(name: str, words: list[str]) -> bool:
    """Whether each typed word begins a word of the name, or the name begins so without blanks."""
    joined = "".join(plain_words(name)).startswith("".join(words))
    return joined or all_begin_a_word(words, name)


def _spans(name: str, words: list[str]) -> tuple[tuple[int, int], ...]:
    return tuple(
        (there.start(), there.start() + max(map(len, ways)))
        for there in words_of(name)
        if (ways := [word for word in words if there[0].startswith(word)])
    )


def _plain(name: str) -> str:
    return " ".join(plain_words(name))

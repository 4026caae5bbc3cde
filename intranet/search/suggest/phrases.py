"""Phrases that continue what was typed, as titles write them."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice

from intranet.search.query.references import flat
from intranet.search.suggest.typed_query import (
    SearchSuggestion,
    SuggestionGroup,
    TypedQuery,
    plain_words,
    words_of,
)

MOST = 4
LONGEST_TYPED, MOST_ADDED = 8, 4
# A phrase goes on over these, and does not end with them.
JOINING = frozenset({
    "về", "và", "của", "cho", "các", "những", "tại", "theo", "trong", "trên", "với", "đến", "từ",
    "do", "để", "là", "được", "thực", "việc", "có", "một", "bằng", "đối", "năm", "ngày",
})  # fmt: skip
BREAK = re.compile(r"[^\w\s]|\d")


def phrases(entered: TypedQuery, titles: Iterable[str]) -> tuple[SearchSuggestion, ...]:
    """The most frequent phrases of the titles that begin with the last typed words.

    Only visible titles may be given. Phrases are spelled as titles spell them, so that marks that
    were left out come with the phrase.
    """
    words = tuple(plain_words(entered.tail))
    if not words or len(words) > LONGEST_TYPED:
        return ()
    counted: Counter[str] = Counter()
    spelled: dict[str, str] = {}
    for title in titles:
        continued = {flat(phrase): phrase for phrase in _continued(title, words, entered.is_open)}
        counted.update(continued.keys())
        spelled = {**continued, **spelled}
    commonest = sorted(counted, key=lambda key: (-counted[key], key))
    chosen = islice((key for key in commonest if _is_closed(counted, key)), MOST)
    return tuple(_suggested(entered, spelled[key]) for key in chosen)


def _continued(title: str, words: tuple[str, ...], is_open: bool) -> Iterator[str]:
    """The phrases of a title that begin with the words and end where one may."""
    title_words = words_of(title)
    for first in range(len(title_words) - len(words) + 1):
        last = first + len(words) - 1
        if not _begins(title_words[first : last + 1], words, is_open):
            continue
        grown = is_open and title_words[last][0] != words[-1]
        for end in range(last, min(last + 1 + MOST_ADDED, len(title_words))):
            if end > first and BREAK.search(
                title, title_words[end - 1].start(), title_words[end].end()
            ):
                break
            if end > first and (end > last or grown) and _may_end(title, title_words[end]):
                yield _tidy(title[title_words[first].start() : title_words[end].end()])


def _begins(there: Sequence[re.Match[str]], words: tuple[str, ...], is_open: bool) -> bool:
    *whole, last = (word[0] for word in there)
    if tuple(whole) != words[:-1]:
        return False
    return last.startswith(words[-1]) if is_open else last == words[-1]


def _may_end(title: str, word: re.Match[str]) -> bool:
    is_numbered = title[word.end() :].lstrip()[:1].isdigit()
    return not is_numbered and title[word.start() : word.end()].lower() not in JOINING


def _tidy(phrase: str) -> str:
    phrase = " ".join(phrase.split())
    # The first word of a title is no name; a word in capitals is.
    return phrase[:1].lower() + phrase[1:] if phrase[1:2].islower() else phrase


def _is_closed(counted: Mapping[str, int], key: str) -> bool:
    """Whether no longer phrase continues this one in as many titles."""
    begin, count = f"{key} ", counted[key]
    return not any(times == count and longer.startswith(begin) for longer, times in counted.items())


def _suggested(entered: TypedQuery, phrase: str) -> SearchSuggestion:
    query = f'"{phrase}"' if entered.quoted else phrase
    return SearchSuggestion(
        SuggestionGroup.PHRASE, phrase, query=entered.before + query, marks=entered.spans(phrase)
    )  # fmt: skip

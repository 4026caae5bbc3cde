"""Whether a quote or a row is right, by what the set says of its question.

A quote is right where document and clause agree as far as the line names them, and, for span and
plan, where it holds the words: small letters, no punctuation, "03 (ba)" is "3".
"""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from bench.answers.question_set import AskedQuestion, RightPlace

BY_WORDS = frozenset(["span", "plan", "office"])
SELECTS = frozenset(
    ["count", "list", "latest", "fact", "status", "unread", "unread_count", "fact_absent"]
)
PART = re.compile(r"(điều|khoản|điểm) (\w+)")
SPELLED_OUT = re.compile(r"(\d+)\s*\(\w+(?:\s\w+){0,3}\)")
LEADING_ZERO = re.compile(r"\b0+(?=\d)")


def plain(text: str) -> str:
    """The words of a text as they are compared."""
    return " ".join(re.findall(r"\w+", LEADING_ZERO.sub("", SPELLED_OUT.sub(r"\1", text.lower()))))


def parts_of(clause: str) -> dict[str, str]:
    """The numbers of a citation: "điều 28 khoản 1" gives them by "điều" and "khoản"."""
    return dict(PART.findall(clause.lower()))


def is_right(
    question: AskedQuestion, quote: Mapping[str, Any], document: str, parts: Sequence[str]
) -> bool:
    """Whether a quote stands at one of the right places, as far as these parts name it."""
    return any(_agrees(question, place, quote, document, parts) for place in question.places)


def _agrees(
    question: AskedQuestion,
    place: RightPlace,
    quote: Mapping[str, Any],
    document: str,
    parts: Sequence[str],
) -> bool:
    if place.document != document:
        return False
    wanted, named = parts_of(place.clause), parts_of(quote["clause"])
    if any(wanted.get(part) not in (None, named.get(part)) for part in parts):
        return False
    needs_words = question.kind in BY_WORDS and place.words
    return not needs_words or plain(place.words) in plain(quote["quote"])


def select_is_exact(
    question: AskedQuestion, told: Mapping[str, Any], documents: Sequence[str]
) -> bool:
    """Whether the register's answer is the whole right answer."""
    if question.kind == "fact_absent":
        return not told["answerable"]
    if not told["sql"]:
        return False
    wanted = {place.document for place in question.places if place.document}
    words = {place.words for place in question.places if place.words}
    value = told["sql"].get("value")
    if question.kind in ("count", "unread_count"):
        return str(value) in words
    if question.kind in ("fact", "status") and words:
        return set(documents) == wanted and str(value) in words
    return set(documents) == wanted and told["total"] == len(wanted)

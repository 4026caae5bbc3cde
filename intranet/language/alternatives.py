"""Many words as one pattern that reads what they share once."""

from collections.abc import Iterable
from typing import Any


def either(words: Iterable[str]) -> str:
    """A pattern of any of the words, the longest that fits; words of letters and blanks only.

    One alternative for each word would be tried at each place of a text.
    """
    tree: dict[str, Any] = {}
    for word in words:
        node = tree
        for letter in word:
            node = node.setdefault(letter, {})
        node[""] = {}
    return _branches(tree)


def _branches(tree: dict[str, Any]) -> str:
    ways = [letter + _branches(rest) for letter, rest in tree.items() if letter]
    if not ways:
        return ""
    if len(ways) == 1 and "" not in tree:
        return ways[0]
    return f"(?:{'|'.join(ways)})" + ("?" if "" in tree else "")

"""Tokens of a text: its words and numbers, while a symbol such as 57-NQ/TW stays one token."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from intranet.language.symbols.parsing import symbols_of
from intranet.language.text.normalization import AlignedText, align

WORD = re.compile(r"[^\W_]+")


@dataclass(frozen=True)
class Token:
    """One token of a text, kind "word", "number" or "symbol"; offsets are those of the source."""

    text: str
    start: int
    end: int
    kind: str = "word"


def text_tokens(text: str) -> Iterator[Token]:
    """The tokens of the text in reading order, canonical; a symbol such as 57-NQ/TW stays one."""
    aligned = align(text)
    position = 0
    for symbol in symbols_of(aligned):
        if symbol.number is None:
            continue
        yield from _plain(aligned, position, symbol.start)
        yield Token(symbol.key, symbol.start, symbol.end, "symbol")
        position = symbol.end
    yield from _plain(aligned, position, len(text))


def _plain(aligned: AlignedText, start: int, end: int) -> Iterator[Token]:
    first, last = aligned.position(start), aligned.position(end)
    for match in WORD.finditer(aligned.text, first, last):
        kind = "number" if match[0].isdigit() else "word"
        yield Token(match[0], *aligned.span(*match.span()), kind)

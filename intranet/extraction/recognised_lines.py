"""Recognised words as the lines that header and signature rules read."""

from intranet.extraction.layout import Word, lines_of
from intranet.extraction.values import Line, Page

SPECK = 0.25
"""Below this confidence a word of one or two signs is dirt, not letters."""
A4 = 210 / 297


def lines_of_words(page: Page) -> tuple[Line, ...]:
    """The lines of a recognised page from top to bottom, its columns kept apart."""
    words = [
        Word(word.text, word.x0, word.y0, word.x1, word.y1)
        for word in page.words
        if len(word.text) > 2 or word.confidence >= SPECK
    ]
    shape = page.width / page.height if page.width and page.height else A4
    return lines_of(words, page.number, shape)

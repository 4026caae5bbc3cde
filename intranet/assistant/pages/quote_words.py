"""A quote as the page shows it: its letters with the asked words marked, and where it opens."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain, pairwise, zip_longest
from typing import Any

from flask_babel import gettext as _
from markupsafe import Markup, escape

from intranet.assistant.answers.answer import Quote
from intranet.directives.models import Status

POINT = re.compile(r"(?:[a-zđ]|\d{1,3})[.)]")
OPENING_WORDS = 12
"""Words of the quote by which the reader marks it on its page; words of the question never travel
in an address."""


@dataclass(frozen=True)
class QuoteView:
    """What a card shows of a quote, and the address of the page it stands on."""

    quote: Quote
    text: Markup
    place: str
    open_at: Mapping[str, Any]
    to_copy: str

    @property
    def is_over(self) -> bool:
        """Whether its directive holds no more."""
        return self.quote.directive.status in (Status.REPLACED, Status.EXPIRED)

    @property
    def key(self) -> tuple[int, int]:
        """By what the asker's verdict on it is known."""
        return self.quote.directive.id, self.quote.start


def quote_view(quote: Quote) -> QuoteView:
    """The quote for its card."""
    place = place_of(quote)
    name = quote.directive.symbol or quote.directive.headline
    return QuoteView(
        quote, _marked(quote), place,
        {"directive_id": quote.directive.id, "trang": quote.page, "q": _phrase(quote.text)},
        f"“{unwrapped(quote.text)}” ({', '.join(filter(None, (place, name, _page(quote))))})",
    )  # fmt: skip


def place_of(quote: Quote) -> str:
    """Where it stands, for people: "Điều 28, khoản 1", else its heading."""
    words = re.sub(r" (?=khoản|điểm)", ", ", quote.clause)
    return words[:1].upper() + words[1:] if words else ""


def _page(quote: Quote) -> str:
    return str(_("trang %(n)s", n=quote.page))


def _marked(quote: Quote) -> Markup:
    text, parts, last = unwrapped(quote.text), [], 0
    for start, end in quote.marks:
        parts += [escape(text[last:start]), Markup("<mark>"), escape(text[start:end])]
        parts.append(Markup("</mark>"))
        last = end
    return Markup("").join([*parts, escape(text[last:])])


def unwrapped(text: str) -> str:
    """The text with a blank where a line ended only because the paper did; as long as before."""
    lines = text.split("\n")
    ends = (" " if _goes_on(one, after) else "\n" for one, after in pairwise(lines))
    return "".join(chain.from_iterable(zip_longest(lines, ends, fillvalue="")))


def _goes_on(line: str, after: str) -> bool:
    # A sentence goes on in small letters or figures, or behind a comma.
    line, after = line.rstrip(), after.lstrip()
    if not line or not after or line[-1] in ".;:" or POINT.match(after):
        return False
    return line[-1] == "," or after[0].islower() or after[0].isdigit()


def _phrase(text: str) -> str:
    words = re.sub(r"[\"“”]", " ", text).split()[:OPENING_WORDS]
    return f'"{" ".join(words)}"'

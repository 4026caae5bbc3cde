"""The text of a query, made once for each search and handed on to all who read it."""

from dataclasses import dataclass

from intranet.language.text.normalization import canonical
from intranet.search.analysis import Analysed, analyse

LONGEST_QUERY = 2000
"""Signs of a query that are looked at; what comes behind is cut off."""
QUOTES = str.maketrans({"“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})


@dataclass(frozen=True)
class QueryText:
    """What was typed: as it was, in one spelling with straight quotation marks, and as tokens.

    tokens are those of the whole text: syllables, folded syllables, symbols, ISO days.
    """

    raw: str
    canonical: str
    tokens: Analysed

    @property
    def without_quotes(self) -> "QueryText":
        """The same words with phrases taken as words."""
        return query_text(self.canonical.replace('"', " "))


def query_text(raw: str) -> QueryText:
    """The text of a query as all of search reads it."""
    text = canonical(raw.translate(QUOTES))
    return QueryText(raw, text, analyse(text))

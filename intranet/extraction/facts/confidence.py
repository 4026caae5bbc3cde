"""Confidence of facts on recognised pages, from the confidence of their words and letters.

Numbers are often filled in by hand; recognition reads them as something else and is not ashamed.
So a number or day counts as sure only where nothing speaks against print.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from statistics import mean, median

from intranet.extraction.facts.names_and_positions import SURNAMES
from intranet.extraction.values import Fact, Facts, Page, RecognisedWord
from intranet.language.symbols.parsing import parse_symbol
from intranet.language.text.fuzzy_matching import edit_distance
from intranet.language.text.normalization import canonical, fold
from intranet.language.text.syllables import is_syllable

SURE, DOUBTFUL, GUESSED = 0.9, 0.7, 0.5
CLEAR, READABLE = 0.85, 0.6  # confidence of words, as Tesseract gives it
TALL = 1.22  # handwritten digits rise above printed ones
EVEN = 0.9
SYLLABLES = 0.96
MARGIN = 0.004
FIGURE = re.compile(r"\d")
OPENS = re.compile(r"^\(?(?:về|v/v|quy|ban|thực|nghiệp)\b", re.I)
WORDS = re.compile(r"[^\W\d_]+")


_Rule = Callable[[Fact, Sequence[RecognisedWord], Page], float]


def with_confidence(facts: Facts, pages: Sequence[Page]) -> Facts:
    """The facts with the confidence that their recognised words deserve; others unchanged.

    Raises no confidence. Where a text layer of an unknown scanner has no confidence of its own,
    what it says of number, day, subject and names is doubtful.
    """
    recognised = {page.number: page for page in pages if page.method == "ocr"}
    if not recognised:
        return facts
    capped: dict[str, Fact | None] = {
        name: _capped(getattr(facts, name), recognised, rule) for name, rule in RULES.items()
    }
    capped["issued_on"] = _with_year(capped["issued_on"], facts.symbol, recognised)
    capped["symbol"] = _beside(capped["symbol"], capped["issued_on"])
    return replace(facts, **capped)  # type: ignore[arg-type]


def _capped(fact: Fact | None, recognised: Mapping[int, Page], rule: _Rule) -> Fact | None:
    if fact is None or fact.box is None or fact.box.page not in recognised:
        return fact
    page, box = recognised[fact.box.page], fact.box
    words = [
        word
        for word in page.words
        if box.x0 - MARGIN <= (word.x0 + word.x1) / 2 <= box.x1 + MARGIN
        and box.y0 - MARGIN <= (word.y0 + word.y1) / 2 <= box.y1 + MARGIN
    ]
    most = rule(fact, words, page) if words else DOUBTFUL
    return replace(fact, confidence=min(fact.confidence, most))


def _symbol(fact: Fact, words: Sequence[RecognisedWord], page: Page) -> float:
    # Mended letters, or a gap where the number was filled in, differ from what was read.
    text = canonical(" ".join(word.text for word in words))
    return _of_figures(words, page, as_read=fact.value in text)


def _date(fact: Fact, words: Sequence[RecognisedWord], page: Page) -> float:
    read = {int(figure) for word in words for figure in re.findall(r"\d+", word.text)}
    year, _, day = (int(part) if part.isdigit() else -1 for part in fact.value.split("-"))
    return _of_figures(words, page, as_read={year, day} <= read)


def _of_figures(words: Sequence[RecognisedWord], page: Page, *, as_read: bool) -> float:
    """The confidence of a value with figures: by the figure that was read worst."""
    figures = [word for word in words if FIGURE.search(word.text)]
    lowest = min((word.confidence for word in figures), default=0.0)
    if lowest < READABLE or _by_hand(figures, page):
        return GUESSED
    return SURE if as_read and lowest >= CLEAR else DOUBTFUL


def _with_year(
    day: Fact | None, symbol: Fact | None, recognised: Mapping[int, Page]
) -> Fact | None:
    """The day with the year that stands in the number, where one digit of it was misread."""
    parsed = parse_symbol(symbol.value) if symbol else None
    if (
        day is None
        or day.box is None
        or day.box.page not in recognised
        or not (parsed and parsed.year)
    ):
        return day
    year = str(parsed.year)
    if day.value.startswith(year) or edit_distance(day.value[:4], year, 1) > 1:
        return day
    return replace(day, value=f"{year}{day.value[4:]}", confidence=GUESSED)


def _by_hand(figures: Sequence[RecognisedWord], page: Page) -> bool:
    """Whether a figure of its own stands taller than the printed digits of the page."""
    printed = _heights(page.words)
    usual = median(printed) if printed else 0.0
    return usual > 0 and any(height > TALL * usual for height in _heights(figures))


def _heights(words: Iterable[RecognisedWord]) -> list[float]:
    return [word.y1 - word.y0 for word in words if word.text.strip(".,;:").isdigit()]


def _beside(symbol: Fact | None, issued_on: Fact | None) -> Fact | None:
    """Where the day cannot be read the number was most likely filled in by hand too.

    Such a number that is also hard to read is not given at all: nobody shall trust a guess.
    """
    if symbol is None or (issued_on and "_" not in issued_on.value and issued_on.confidence > 0.5):
        return symbol
    if symbol.confidence <= GUESSED:
        return None
    return replace(symbol, confidence=min(symbol.confidence, 0.6))


def _subject(fact: Fact, words: Sequence[RecognisedWord], _page: Page) -> float:
    said = [word for word in WORDS.findall(fact.value) if not word.isupper() or len(word) > 5]
    valid = sum(map(is_syllable, said)) / len(said) if said else 0.0
    even = mean(word.confidence for word in words) >= EVEN
    whole = fact.value[:1].isupper() or OPENS.match(fact.value) is not None
    return SURE if even and whole and valid >= SYLLABLES else DOUBTFUL


def _signer(fact: Fact, words: Sequence[RecognisedWord], _page: Page) -> float:
    known = fact.value.split()[0] in SURNAMES and all(map(is_syllable, fact.value.split()))
    printed = fold(fact.value) == fold(" ".join(word.text for word in words))
    clear = min(word.confidence for word in words) >= CLEAR
    return SURE if known and printed and clear else DOUBTFUL


def _sealed(_fact: Fact, _words: Sequence[RecognisedWord], _page: Page) -> float:
    return DOUBTFUL


RULES: Mapping[str, _Rule] = {
    "symbol": _symbol,
    "issued_on": _date,
    "subject": _subject,
    "signer": _signer,
    "signer_title": _sealed,  # "KT." and "PHÓ" are what seals cover first
    "authority_mark": _sealed,
}

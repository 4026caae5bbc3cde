"""The passages of the search index, as one person may find them.

Until passages are indexed by themselves, the best directives of search are split when they are
asked, and their passages weighed among each other by the same recipe.
"""

import math
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from sqlalchemy.orm import Session, selectinload

from intranet.assistant.quotes.candidates import CandidatePassage, Candidates, PassageSearch
from intranet.assistant.quotes.words import spelled
from intranet.directives.audience.visibility import tokens_for, visible
from intranet.directives.models import Directive
from intranet.directives.page_texts import clean_pages
from intranet.language.passages.spans import words_of_spans
from intranet.language.passages.splitting import split_pages
from intranet.language.text.normalization import has_marks
from intranet.people.models import StaffMember
from intranet.search.analysis import analyse, distinct
from intranet.search.engines.registry import engine
from intranet.search.fields import Field
from intranet.search.query.request import SearchRequest
from intranet.search.query.tree import Or, Term

LOOKED_AT, DIRECTIVES, ENTRIES = 30, 12, 40
K1, B = 1.2, 0.75


@dataclass(frozen=True)
class _Counted:
    passage: CandidatePassage
    words: Counter[str]
    length: int


def search_for(session: Session, staff: StaffMember, within: int | None = None) -> PassageSearch:
    """What finds passages for this person, in one directive or in all they may see."""

    def search(words: str) -> Candidates:
        query = visible(staff).options(selectinload(Directive.versions))
        if within is not None:
            query = query.where(Directive.id == within)
        else:
            query = query.where(Directive.id.in_(_directives(session, staff, words)))
        return _best(words, list(_passages(session, session.scalars(query).all())))

    return search


def _directives(session: Session, staff: StaffMember, words: str) -> list[int]:
    """The ids of the best directives that have any of the words.

    Without a floor: what words weigh in texts that are hidden must not decide what is there.
    """
    tokens, marked = analyse(words), has_marks(words)
    field, plain = (Field.SYL, tokens.syl) if marked else (Field.FOLD, tokens.fold)
    terms = [Term(field, word) for word in distinct(plain)]
    pairs = [Term(Field.PAIRS, pair) for pair in distinct(tokens.pairs)]
    if not terms:
        return []
    request = SearchRequest(
        Or((*terms, *pairs)), tokens_for(session, staff), limit=ENTRIES, facets=()
    )
    names = [hit.id.partition(":") for hit in engine().search(request).hits]
    numbers = [int(number) for prefix, _, number in names if prefix == "directive"]
    return numbers[:DIRECTIVES]


def _passages(session: Session, directives: Sequence[Directive]) -> Iterator[CandidatePassage]:
    texts = clean_pages(session, {directive.latest.file_id for directive in directives})
    for directive in directives:
        version = directive.latest
        for each in _split(tuple(texts[version.file_id])):
            place = replace(each, id=version.id * 10_000 + each.id, directive_id=directive.id)
            yield replace(place, version_id=version.id, title=directive.subject)


@lru_cache(maxsize=200)
def _split(pages: tuple[tuple[int, str], ...]) -> tuple[CandidatePassage, ...]:
    split = split_pages(pages)
    return tuple(
        CandidatePassage(
            each.number, 0, 0, "", split.text[each.start : each.end], 0.0,
            each.article or "", each.clause or "", each.point or "",
            words_of_spans(split.text, each.heading), words_of_spans(split.text, each.lead),
            each.start, each.first_page,
        )
        for each in split.passages
    )  # fmt: skip


def _best(words: str, passages: Sequence[CandidatePassage]) -> Candidates:
    marked = has_marks(words)
    typed = spelled(words, marked)
    counted = [_counted(each, marked) for each in passages]
    weights = _weights((*typed.plain, *typed.pairs), counted)
    usual = sum(each.length for each in counted) / (len(counted) or 1) or 1.0
    scored = [(_score(weights, each, usual), each.passage) for each in counted]
    scored = sorted(scored, key=lambda pair: (-pair[0], pair[1].id))[:LOOKED_AT]
    best = [replace(passage, score=score) for score, passage in scored if score > 0]
    most = _idf(0, len(counted))
    return Candidates(best, weights, sum(weights.values()), most)


def _counted(passage: CandidatePassage, marked: bool) -> _Counted:
    headings = spelled(f"{passage.title}\n{passage.heading}", marked)
    parts = (headings, headings, spelled(passage.lead, marked), spelled(passage.text, marked))
    words = Counter(word for part in parts for word in (*part.plain, *part.pairs))
    return _Counted(passage, words, sum(len(part.plain) for part in parts))


def _weights(words: Sequence[str], counted: Sequence[_Counted]) -> Mapping[str, float]:
    return {word: _idf(sum(word in each.words for each in counted), len(counted)) for word in words}


def _idf(having: int, total: int) -> float:
    return math.log(1 + (total - having + 0.5) / (having + 0.5))


def _score(weights: Mapping[str, float], each: _Counted, usual: float) -> float:
    length = K1 * (1 - B + B * each.length / usual)
    return sum(
        weight * each.words[word] * (K1 + 1) / (each.words[word] + length)
        for word, weight in weights.items() if each.words[word]
    )  # fmt: skip

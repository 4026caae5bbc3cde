"""Quotes from passages: read again from the database, as this person may see it at this moment.

Status, successor and dates come from the directive's row, never from the index.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sqlalchemy.orm import Session, joinedload, selectinload

from intranet.assistant.answers.answer import Quote
from intranet.assistant.quotes.candidates import CandidatePassage
from intranet.assistant.quotes.certainty import Strictness, Weights, certainty_of
from intranet.assistant.quotes.ordering import QUOTED, RankedPassage, Ranking
from intranet.assistant.selects.facts import successors
from intranet.directives.audience.visibility import visible
from intranet.directives.citations.relation_edges import edges_around
from intranet.directives.models import Directive, RelationKind, Status, Version
from intranet.language.text.normalization import WORD
from intranet.people.models import StaffMember
from intranet.search.analysis import forms_of

CHANGES = (RelationKind.AMENDS, RelationKind.REPEALS, RelationKind.REPLACES)


def quotes_of(
    session: Session, staff: StaffMember, ranking: Ranking, fitted: Weights, strictness: Strictness
) -> list[Quote]:
    """At most three quotes, best first; a successor's before its predecessor's where it is sure."""
    chosen = list(ranking.quoted)
    known = _seen(session, staff, [each.passage for each in ranking.ranked])
    chosen = [each for each in chosen if _is_current(each.passage, known)]
    later = _later(session, staff, known, chosen)
    for each in list(chosen):
        successor = _sure_successor(ranking, each, later, known, fitted, strictness)
        if successor and successor not in chosen[: chosen.index(each)]:
            others = [other for other in chosen if other is not successor]
            chosen = [*others[: others.index(each)], successor, *others[others.index(each) :]]
    return [_quote(ranking, each, known, later) for each in chosen[:QUOTED]]


def _seen(
    session: Session, staff: StaffMember, passages: Sequence[CandidatePassage]
) -> Mapping[int, Directive]:
    """The directives of these passages that this person may see now."""
    ids = {each.directive_id for each in passages}
    with_files = selectinload(Directive.versions).joinedload(Version.file)
    query = visible(staff).where(Directive.id.in_(ids))
    query = query.options(with_files, joinedload(Directive.issuing_body))
    return {directive.id: directive for directive in session.scalars(query)}


def _is_current(passage: CandidatePassage, known: Mapping[int, Directive]) -> bool:
    directive = known.get(passage.directive_id)
    return directive is not None and directive.latest.id == passage.version_id


def _later(
    session: Session,
    staff: StaffMember,
    known: Mapping[int, Directive],
    chosen: Iterable[RankedPassage],
) -> Mapping[int, Sequence[Directive]]:
    """By id of a quoted directive that holds no more, or not whole, what replaced or changed it."""
    quoted = [known[number] for number in {each.passage.directive_id for each in chosen}]
    over = [d for d in quoted if d.status in (Status.REPLACED, Status.EXPIRED)]
    later: dict[int, Sequence[Directive]] = dict(successors(session, staff, over)) if over else {}
    partly = [d for d in quoted if d.status is Status.PARTLY_EXPIRED]
    for edge in edges_around(session, staff, partly) if partly else ():
        if edge.target in partly and edge.kind in CHANGES and edge.target is not None:
            later[edge.target.id] = [*later.get(edge.target.id, ()), edge.citing]
    return later


def _sure_successor(
    ranking: Ranking,
    each: RankedPassage,
    later: Mapping[int, Sequence[Directive]],
    known: Mapping[int, Directive],
    fitted: Weights,
    strictness: Strictness,
) -> RankedPassage | None:
    """The best passage of what replaced a quoted directive, where it alone is a sure answer."""
    if known[each.passage.directive_id].status is not Status.REPLACED:
        return None
    ids = {directive.id for directive in later.get(each.passage.directive_id, ())}
    theirs = [r for r in ranking.ranked if r.passage.directive_id in ids]
    theirs = [r for r in theirs if _is_current(r.passage, known)]
    if not theirs:
        return None
    as_first = replace(ranking, ranked=[theirs[0], *(r for r in ranking.ranked if r not in theirs)])
    sure = fitted.answers(certainty_of(as_first, fitted), strictness)
    return theirs[0] if sure else None


def _quote(
    ranking: Ranking,
    each: RankedPassage,
    known: Mapping[int, Directive],
    later: Mapping[int, Sequence[Directive]],
) -> Quote:
    passage = each.passage
    directive = known[passage.directive_id]
    return Quote(
        directive=directive, version=passage.version_id, start=passage.start,
        text=passage.text.strip(), heading=passage.heading, clause=passage.clause_words,
        page=passage.first_page, pages=directive.latest.file.page_count,
        score=round(each.score, 3), lead=passage.lead, later=later.get(directive.id, ()),
        marks=tuple(_marked(ranking, each)),
    )  # fmt: skip


def _marked(ranking: Ranking, each: RankedPassage) -> Iterable[tuple[int, int]]:
    """Where the words that the question is about stand in the quote."""
    content, marked = set(each.weighed.terms.content), ranking.question.is_marked
    for word in WORD.finditer(each.passage.text.strip()):
        if forms_of(word[0])[0 if marked else 1] in content:
            yield word.span()

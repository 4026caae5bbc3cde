"""What a document does with each document that it names, read from the cue words around.

They count only where this document is the one who does it: "Nghị định số 12 đã được sửa đổi
theo Nghị định số 34" says nothing of what we do with either.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from intranet.language.symbols import cue_words as cues
from intranet.language.symbols.clauses import CLAUSE_OPENING, Clause

Lead = tuple[str, int | None]


@dataclass(frozen=True)
class CitationRelation:
    """What the document does with a named one, and where the words stand that say so."""

    relation: str
    cue: int | None = None


@dataclass
class _RelationState:
    """What holds at a point of the text while it is read from left to right.

    `relation` is what the last cue says, `fresh` until a document follows; `foreign` is the place
    of a cue that belongs to a document named before. `head` is the type of document that a list
    began with, `inner` are the types named within a foreign cue's reach.
    """

    relation: str = cues.MENTIONS
    cue: int | None = None
    since: int = 0
    foreign: int | None = None
    titled: bool = False
    fresh: bool = False
    open: bool = False
    head: str = ""
    inner: set[str] = field(default_factory=set)
    relations: list[CitationRelation] = field(default_factory=list)

    def say(self, relation: str, cue: int | None = None, since: int = 0) -> None:
        """Take up a cue (its place `cue`, its end `since`) as what this document does."""
        self.relation, self.cue, self.since = relation, cue, since
        self.foreign, self.titled, self.fresh = None, False, True


@dataclass(frozen=True)
class _CitingClause:
    """A clause of the text with the documents that it names."""

    text: str
    clause: Clause
    named: Sequence[tuple[int, int]]

    @property
    def start(self) -> int:
        """Where its words begin, behind its mark."""
        opening = CLAUSE_OPENING.match(self.text, self.clause.start, self.clause.end)
        return opening.end() if opening else self.clause.start

    @property
    def is_list(self) -> bool:
        """Whether it begins with a document, as what goes on with a list does."""
        return bool(self.named and cues.is_list(self.text[self.start : self.named[0][0]]))

    def marks(self) -> Iterator[re.Match[str]]:
        """The cue words outside of symbols."""
        for cue in cues.CUE.finditer(self.text, self.clause.start, self.clause.end):
            if not any(start <= cue.start() < end for start, end in self.named):
                yield cue


def citation_relations(
    text: str, named: Sequence[tuple[int, int]], parts: Sequence[Clause]
) -> tuple[CitationRelation, ...]:
    """For each named document (the span of its symbol in a canonical text) what is done with it."""
    reading, at = _RelationState(), 0
    lead: Lead = (cues.MENTIONS, None)
    for clause in parts:
        inside = []
        while at < len(named) and named[at][0] < clause.end:
            inside.append(named[at])
            at += 1
        part = _CitingClause(text, clause, inside)
        lead = _enter(reading, part, lead)
        if inside or clause.lead or clause.open:
            _read(reading, part)
            _look_back(reading, part)
        reading.open = clause.open
        if clause.lead:
            lead = (reading.relation, reading.cue)
    return tuple(reading.relations)


def _enter(reading: _RelationState, part: _CitingClause, lead: Lead) -> Lead:
    """Begin a clause: what a lead said goes on over its items, a list over its documents."""
    item = part.clause.item and not part.clause.article
    reading.foreign = None
    if item and lead[0] != cues.MENTIONS:
        reading.say(*lead)
        return lead
    goes_on = part.is_list and reading.open and not part.clause.article
    if not goes_on:
        reading.say(cues.MENTIONS)
    return lead if item or goes_on else (cues.MENTIONS, None)


def _read(reading: _RelationState, part: _CitingClause) -> None:
    last, marks = part.clause.start, list(part.marks())
    for start, end in part.named:
        while marks and marks[0].start() < start:
            _meet(reading, part, marks.pop(0), last)
        _name(reading, part.text, last, start)
        last = end
    for cue in marks:
        _meet(reading, part, cue, last)


def _meet(reading: _RelationState, part: _CitingClause, cue: re.Match[str], last: int) -> None:
    """A cue: ours, that of the document named before, or only a word."""
    kind, before = str(cue.lastgroup), part.text[last : cue.start()]
    at_start = cue.start() == part.start
    if kind == "ends":
        if part.clause.lead and not cues.DOUBTED.search(part.text, part.clause.start, cue.end()):
            reading.say(cues.REPEALS, cue.start(), cue.end())
    elif _is_only_a_word(reading, kind, before, cue, at_start):
        return
    elif kind == "details":
        _meet_details(reading, part, cue, last)
    elif not at_start and _is_foreign(kind, part, cue, last):
        reading.foreign, reading.titled = cue.start(), _is_named(before, cue[0])
    elif kind != cues.MENTIONS:
        reading.say(kind, cue.start(), cue.end())
    elif reading.foreign is None:
        reading.say(cues.MENTIONS)


def _is_only_a_word(
    reading: _RelationState, kind: str, before: str, cue: re.Match[str], at_start: bool
) -> bool:
    if kind in (cues.IMPLEMENTS, "details") and reading.fresh and reading.relation in cues.CHANGES:
        # It tells what is changed: "bãi bỏ quy định về thực hiện … tại".
        return not cues.NAMED.search(before)
    alone = cues.ONLY_AT_START.match(cue[0]) and not at_start
    return bool(alone or cues.NO_CUE_AFTER.search(before))


def _meet_details(
    reading: _RelationState, part: _CitingClause, cue: re.Match[str], last: int
) -> None:
    """Detailing or guiding: carries out what it names, where it is not only a noun."""
    if cue.start() == part.start:
        reading.say(cues.IMPLEMENTS, cue.start(), cue.end())
    elif last != part.clause.start and reading.foreign is None:
        reading.foreign, reading.titled = cue.start(), False


def _is_foreign(kind: str, part: _CitingClause, cue: re.Match[str], last: int) -> bool:
    before = part.text[last : cue.start()]
    first = last == part.clause.start
    if kind == cues.BASIS or (first and part.clause.lead):
        return False
    if kind in cues.CHANGES and (
        cues.PASSIVE_BEFORE.search(before)
        or cues.PASSIVE_AFTER.match(part.text, cue.end())
        or (cues.TASK.search(before) and not cues.OWN_SUBJECT.search(before))
        or _is_named(before, cue[0])
    ):
        return True
    return not (first or cues.OWN_SUBJECT.search(before) or cues.NEXT_VERB.search(before))


def _is_named(before: str, cue: str) -> bool:
    """Whether the cue belongs to a name ("Luật sửa đổi …"); a heading above it is no name."""
    name = cues.NAMED.search(before)
    return name is not None and (cue.isupper() or not name[0].isupper())


def _name(reading: _RelationState, text: str, last: int, start: int) -> None:
    named = cues.NAME_RIGHT_BEFORE.search(text[last:start])
    if reading.foreign is not None and _is_ours_again(reading, text, last, start, named):
        reading.foreign = None
    if reading.foreign is not None:
        reading.inner.add(_kind(named))
        reading.relations.append(CitationRelation(cues.MENTIONS))
        return
    reading.inner.clear()
    between = text[max(last, reading.since) : start]
    listed = cues.listed(between)
    far = len(between) > cues.REACH or cues.has_new_subject(between)
    if reading.relation == cues.IMPLEMENTS:
        far = far or bool(cues.NO_OBJECT.search(between))
    if (reading.fresh and far) or not (reading.fresh or listed):
        reading.say(cues.MENTIONS)
    words = between if reading.fresh else listed[0] if listed else ""
    reading.fresh = False
    reading.head = _kind(named) or reading.head
    in_part = reading.relation in (cues.REPLACES, cues.REPEALS) and cues.SOME.search(words)
    relation = cues.AMENDS if in_part else reading.relation
    reading.relations.append(CitationRelation(relation, reading.cue))


def _is_ours_again(
    reading: _RelationState, text: str, last: int, start: int, named: re.Match[str] | None
) -> bool:
    """Whether our list goes on behind the cue of another document.

    So behind a closing bracket, behind a mere name ("Luật sửa đổi … số 1"), and at the type of
    document that the list was of.
    """
    if (reading.titled and named is None) or ")" in text[reading.foreign : start]:
        return True
    kind, since = _kind(named), max(last, reading.foreign or 0)
    same = kind == reading.head and kind not in reading.inner
    return bool(kind and same and cues.listed(text[since:start]))


def _kind(named: re.Match[str] | None) -> str:
    return " ".join(named[0].lower().replace("số", "").split()) if named else ""


def _look_back(reading: _RelationState, part: _CitingClause) -> None:
    """Words behind the symbols: "… hết hiệu lực kể từ ngày Quyết định này có hiệu lực"."""
    if not part.named:
        return
    text, low, high = part.text, part.clause.start, part.clause.end
    found = cues.ENDED_LATER.finditer(text, part.named[0][1], high)
    ended = next((each for each in found if cues.SINCE.match(text[each.end() : high])), None)
    if ended is None or cues.DOUBTED.search(text, low, ended.end()):
        return
    before = [span for span in part.named if span[1] <= ended.start()]
    first = len(reading.relations) - len(part.named)
    for at in range(len(before) - 1, -1, -1):
        words = text[before[at - 1][1] if at else low : before[at][0]]
        named = cues.NAME_RIGHT_BEFORE.search(words)
        known = cues.AFTER_ALL.search(words[: named.start()] if named else words)
        if not (known or cues.listed(words) or cues.SOME.search(words) or part.is_list):
            break
        if reading.relations[first + at].relation == cues.MENTIONS:
            relation = cues.REPLACES if ended["replaced"] else cues.REPEALS
            relation = cues.AMENDS if cues.SOME.search(words) else relation
            reading.relations[first + at] = CitationRelation(relation, ended.start())
        if not cues.listed(words):
            break

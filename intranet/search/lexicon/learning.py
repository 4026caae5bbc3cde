"""Abbreviations learned from directives: what a text explains is known to those who may read it."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, or_, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.database import reading, writing
from intranet.core.task_queue import after_commit, tasks
from intranet.directives.models import Directive, StoredFile, Version
from intranet.directives.page_texts import clean_pages
from intranet.directives.values import ReadingOrder
from intranet.extraction.sandbox.text_reading import TextTooSlow, explained_abbreviations
from intranet.people.models import StaffMember
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, LearnedFrom
from intranet.search.lexicon.usual_words import WordPair, pair

AT_ONCE = 100
LONGEST_SHORT, LONGEST_LONG = 40, 200


def explained(session: Session, directive_id: int) -> Sequence[WordPair] | None:
    """The abbreviations that the newest text of a directive explains; None if nobody may see it.

    Raises TextTooSlow.
    """
    directive = session.get(Directive, directive_id)
    if directive is None or not directive.is_in_store or not directive.versions:
        return None
    file = directive.latest.file_id
    pages = clean_pages(session, [file])[file]
    text = "\n\n".join((directive.subject, *(text for _, text in pages)))
    pairs = (
        pair(definition.short, definition.long) for definition in explained_abbreviations(text)
    )
    return list({definition.keys: definition for definition in pairs if _fits(definition)}.values())


def _fits(candidate: WordPair) -> bool:
    return bool(
        candidate.words_key
        and candidate.words_key != candidate.other_key
        and len(candidate.words) <= LONGEST_SHORT
        and max(len(candidate.other), len(candidate.other_key)) <= LONGEST_LONG
    )


def keep(session: Session, directive_id: int, pairs: Sequence[WordPair], moment: datetime) -> None:
    """What is known from a directive is from now on what its text explains; harmless twice."""
    rows = session.scalars(select(LearnedAbbreviation).filter_by(directive_id=directive_id)).all()
    known = {row.pair.keys: row for row in rows}
    for each in pairs:
        row = known.pop(each.keys, None) or LearnedAbbreviation(
            directive_id=directive_id, **asdict(each)
        )
        row.words, row.other = each.words, each.other
        session.add(row)
    for row in known.values():
        session.delete(row)
    session.merge(LearnedFrom(directive_id=directive_id, learned_at=moment))


def learn(directive_id: int) -> int:
    """Learn what a directive explains and commit; how many abbreviations it has.

    The text is read before the database is held for writing. What another worker learns at the
    same moment is the same.
    """
    moment = now()
    try:
        with reading() as session:
            pairs = explained(session, directive_id)
    except TextTooSlow:
        pairs = ()
        with writing() as session:
            on = session.get_one(Directive, directive_id)
            audit.record(session, None, "text.too_slow", on=on)
    if pairs is None:
        with writing() as session:
            forget(session, [directive_id])
        return 0
    try:
        with writing() as session:
            keep(session, directive_id, pairs, moment)
    except IntegrityError:
        return 0
    return len(pairs)


def learn_waiting() -> int:
    """Learn from what changed and was missed, the oldest first; how many directives that were."""
    directives = _waiting()
    for directive_id in directives:
        learn(directive_id)
    return len(directives)


def learn_waiting_soon() -> None:
    """The same, a task for each: so that one text cannot stop what others explain."""
    if not tasks().waiting():  # those of a minute ago may still be there
        for directive_id in _waiting():
            tasks().enqueue(learn, directive_id)


def _waiting() -> Sequence[int]:
    query = (
        select(Directive.id)
        .outerjoin(LearnedFrom, LearnedFrom.directive_id == Directive.id)
        .where(Directive.is_in_store)
        .where(or_(LearnedFrom.learned_at.is_(None), LearnedFrom.learned_at < Directive.changed_at))
        .order_by(Directive.id)
    )
    with reading() as session:
        return session.scalars(query.limit(AT_ONCE)).all()


def forget(session: Session, directives: Iterable[int]) -> None:
    """Nothing that these directives explain is known any more, unless others explain it too.

    A pair that was only switched off is forgotten with the last directive that explained it.
    """
    ids = list(directives)
    own = select(LearnedAbbreviation).where(LearnedAbbreviation.directive_id.in_(ids))
    gone = {row.pair.keys for row in session.scalars(own)}
    for model in (LearnedAbbreviation, LearnedFrom):
        session.execute(delete(model).where(model.directive_id.in_(ids)))
    for words_key, other_key in gone - set(Abbreviation.usual()):
        keys = {"words_key": words_key, "other_key": other_key}
        if not session.scalar(select(LearnedAbbreviation.id).filter_by(**keys).limit(1)):
            session.execute(delete(Abbreviation).filter_by(entered=False, **keys))


def learn_soon(
    session: Session, version: Version, _order: ReadingOrder | None, _by: StaffMember
) -> None:
    """Learn from a published version once it is committed."""
    after_commit(session, learn, version.directive_id)


def learn_from_file(session: Session, file: StoredFile) -> None:
    """Learn anew from every directive whose text has changed."""
    query = select(Version.directive_id).where(Version.file_id == file.id).distinct()
    for directive_id in session.scalars(query):
        after_commit(session, learn, directive_id)

"""What the Office does to abbreviations and synonyms. Nothing here commits."""

from collections.abc import Mapping

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import BadInput, NotFound
from intranet.directives.secrecy_check import must_be_public
from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, Synonym
from intranet.search.lexicon.queries import LONGEST, may_know
from intranet.search.lexicon.usual_words import WordPair, pair, usual_abbreviations, usual_synonyms

Row = Abbreviation | Synonym
LONGEST_SHORT, LONGEST_WORDS = 20, 120


class WordsUnusable(BadInput):
    """Words that cannot stand for one another."""

    message = _l(
        "Hãy nhập hai cụm từ khác nhau, mỗi cụm có chữ cái và không quá %(n)s tiếng.", n=LONGEST
    )


class ShortTooLong(BadInput):
    """What was entered as a short form is none."""

    message = _l(
        "Chữ viết tắt dài quá %(n)s ký tự. Hai cách nói dài thì nhập ở mục từ đồng nghĩa.",
        n=LONGEST_SHORT,
    )


def add_abbreviation(session: Session, by: StaffMember, short: str, long: str) -> Row:
    """The entered abbreviation, switched on. Raises ShortTooLong, WordsUnusable, SecretTyped."""
    both = _readable(short, long)
    if len(both.words) > LONGEST_SHORT:
        raise ShortTooLong
    return _added(session, by, Abbreviation, both)


def add_synonym(session: Session, by: StaffMember, words: str, other: str) -> Row:
    """The entered synonym, switched on; either way round is the same one.

    Raises WordsUnusable, SecretTyped.
    """
    both = _readable(words, other)
    turned = pair(both.other, both.words)
    known = _row(session, Synonym, turned.keys) or turned.keys in usual_synonyms()
    return _added(session, by, Synonym, turned if known else both)


def switch(
    session: Session, by: StaffMember, kind: type[Row], keys: tuple[str, str], on: bool
) -> Row | None:
    """Let the pair count again, or no more for anybody; None when nothing keeps that in mind.

    Raises NotFound when this person knows no such pair.
    """
    known = _known(session, by, kind, keys)
    if known is None:
        raise NotFound
    row = _row(session, kind, keys)
    if row is None:
        if on:
            return None
        row = _new(kind, by, known)
        row.entered = False
        session.add(row)
    elif row.off is not on:
        return row
    row.off = not on
    # What was learned from a paper stays out of the trail: the paper may have to go.
    told = _told(known) if row.entered or keys in _usual(kind) else {}
    audit.record(session, by, "words.switched_on" if on else "words.switched_off", **told)
    if on and not row.entered:
        session.delete(row)
        return None
    return row


def remove(session: Session, by: StaffMember, kind: type[Row], keys: tuple[str, str]) -> None:
    """Take back what the Office entered; usual and learned words can only be switched off.

    Raises NotFound.
    """
    row = _row(session, kind, keys)
    if row is None or not row.entered:
        raise NotFound
    audit.record(session, by, "words.removed", **_told(_pair_of(row)))
    session.delete(row)


def _readable(words: str, other: str) -> WordPair:
    both = pair(" ".join(canonical(words).split()), " ".join(canonical(other).split()))
    must_be_public(both.words, both.other)
    for text, key in ((both.words, both.words_key), (both.other, both.other_key)):
        too_long = len(text) > LONGEST_WORDS or key.count(" ") >= LONGEST
        if too_long or not any(letter.isalpha() for letter in key):
            raise WordsUnusable
    if both.words_key == both.other_key:
        raise WordsUnusable
    return both


def _added(session: Session, by: StaffMember, kind: type[Row], both: WordPair) -> Row:
    row = _row(session, kind, both.keys)
    if row is not None and row.entered and not row.off:
        return row
    row = row or _new(kind, by, both)
    row.entered, row.off = True, False
    session.add(row)
    audit.record(session, by, "words.added", **_told(both))
    return row


def _new(kind: type[Row], by: StaffMember, both: WordPair) -> Row:
    told = {"added_at": now(), "added_by_id": by.id}
    if kind is Abbreviation:
        return Abbreviation(
            short=both.words, short_key=both.words_key, long=both.other, long_key=both.other_key,
            **told,
        )  # fmt: skip
    return Synonym(
        words=both.words, words_key=both.words_key, other=both.other, other_key=both.other_key,
        **told,
    )  # fmt: skip


def _row(session: Session, kind: type[Row], keys: tuple[str, str]) -> Row | None:
    if kind is Abbreviation:
        return session.scalar(select(Abbreviation).filter_by(short_key=keys[0], long_key=keys[1]))
    return session.scalar(select(Synonym).filter_by(words_key=keys[0], other_key=keys[1]))


def _known(
    session: Session, staff: StaffMember, kind: type[Row], keys: tuple[str, str]
) -> WordPair | None:
    """The pair, if it is a usual one, one that the Office entered, or learned where I may see."""
    usual = _usual(kind)
    row = _row(session, kind, keys)
    if keys in usual or (row is not None and row.entered):
        return usual.get(keys) or (_pair_of(row) if row is not None else None)
    learned = select(LearnedAbbreviation).filter_by(short_key=keys[0], long_key=keys[1])
    one = session.scalar(learned.where(may_know(staff)).limit(1)) if kind is Abbreviation else None
    return WordPair(one.short, one.short_key, one.long, one.long_key) if one else None


def _usual(kind: type[Row]) -> Mapping[tuple[str, str], WordPair]:
    return usual_abbreviations() if kind is Abbreviation else usual_synonyms()


def _pair_of(row: Row) -> WordPair:
    if isinstance(row, Abbreviation):
        return WordPair(row.short, row.short_key, row.long, row.long_key)
    return WordPair(row.words, row.words_key, row.other, row.other_key)


def _told(both: WordPair) -> dict[str, str]:
    return {"words": both.words, "other": both.other}

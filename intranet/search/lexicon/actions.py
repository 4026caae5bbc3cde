"""What the Office does to abbreviations and synonyms. Nothing here commits."""

from dataclasses import asdict

from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session

from intranet.core import audit
from intranet.core.clock import now
from intranet.core.errors import BadInput, NotFound
from intranet.directives.secrecy_check import must_be_public
from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation, OfficePair, Synonym
from intranet.search.lexicon.queries import LONGEST, may_know
from intranet.search.lexicon.usual_words import PairKeys, WordPair, pair

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


def add(session: Session, by: StaffMember, kind: type[OfficePair], words: str, other: str) -> None:
    """Enter a pair, or switch it on; a synonym is the same either way round.

    Raises ShortTooLong, WordsUnusable, SecretTyped.
    """
    both = _readable(words, other)
    if kind is Abbreviation and len(both.words) > LONGEST_SHORT:
        raise ShortTooLong
    turned = pair(both.other, both.words)
    if kind is Synonym and (_row(session, kind, turned.keys) or turned.keys in kind.usual()):
        both = turned
    row = _row(session, kind, both.keys)
    if row is None or not row.entered or row.off:
        row = row or _new(session, kind, by, both)
        row.entered, row.off = True, False
        audit.record(session, by, "words.added", **_told(both))


def switch(
    session: Session, by: StaffMember, kind: type[OfficePair], keys: PairKeys, on: bool
) -> None:
    """Let the pair count again, or no more for anybody.

    Raises NotFound when this person knows no such pair.
    """
    known, row = _known(session, by, kind, keys), _row(session, kind, keys)
    if on is not (row is not None and row.off):
        return
    row = row or _new(session, kind, by, known)
    row.off = not on
    # What was learned from a directive stays out of the trail: the directive may have to go.
    told = _told(known) if row.entered or keys in kind.usual() else {}
    audit.record(session, by, "words.switched_on" if on else "words.switched_off", **told)
    if on and not row.entered:
        session.delete(row)


def remove(session: Session, by: StaffMember, kind: type[OfficePair], keys: PairKeys) -> None:
    """Take back what the Office entered; usual and learned words can only be switched off.

    Raises NotFound.
    """
    row = _row(session, kind, keys)
    if row is None or not row.entered:
        raise NotFound
    audit.record(session, by, "words.removed", **_told(row.pair))
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


def _new(session: Session, kind: type[OfficePair], by: StaffMember, both: WordPair) -> OfficePair:
    row = kind(**asdict(both), added_at=now(), added_by_id=by.id, entered=False, off=False)
    session.add(row)
    return row


def _row(session: Session, kind: type[OfficePair], keys: PairKeys) -> OfficePair | None:
    return session.scalar(select(kind).filter_by(words_key=keys[0], other_key=keys[1]))


def _known(
    session: Session, staff: StaffMember, kind: type[OfficePair], keys: PairKeys
) -> WordPair:
    """The pair: a usual one, one that the Office entered, or learned where this person may see.

    Raises NotFound.
    """
    row = _row(session, kind, keys)
    if keys in kind.usual():
        return kind.usual()[keys]
    if row is not None and row.entered:
        return row.pair
    learned = select(LearnedAbbreviation).filter_by(words_key=keys[0], other_key=keys[1])
    learned = learned.where(may_know(staff)).limit(1)
    if kind is Abbreviation and (explained := session.scalar(learned)):
        return explained.pair
    raise NotFound


def _told(both: WordPair) -> dict[str, str]:
    return {"words": both.words, "other": both.other}

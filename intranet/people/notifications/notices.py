"""Notices: what people are told in the portal. A notice proves nothing; receipts do."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import Any

from flask import url_for
from sqlalchemy import ColumnElement, Select, and_, delete, func, select, update
from sqlalchemy.orm import Session

from intranet.core.clock import local_day, now
from intranet.core.database import insert_missing
from intranet.core.errors import NotFound
from intranet.core.paging import ListPage, rows_on
from intranet.people.models import StaffMember
from intranet.people.notifications import mail_spool
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import sentence_of, stored_gaps

PAGE_SIZE = 30
NEWEST = 6
MOST_COUNTED = 100
AT_ONCE = 1000


def notify(
    session: Session, staff_ids: Iterable[int], *, key: str, words: object,
    gaps: Mapping[str, object] | None = None, endpoint: str | None = None,
    values: Mapping[str, object] | None = None, urgent: bool = False, mail: bool = True,
    kind: str = "",
) -> list[int]:  # fmt: skip
    """The ids of the people who were told now; whoever was told under this key is left out.

    `key` has at most 160 letters and names the news, such as "reminder:12:2026-11-23".
    `words` is a Vietnamese sentence (a lazy one too) with gaps like %(symbol)s; a gap may be a day.
    `endpoint` and `values` lead on; a `directive_id` among them makes the notice go when that
    directive is hidden. People who left are told nothing. `urgent` goes out by mail at once
    (after quiet hours), in this transaction; the rest waits for the digest.
    """
    moment = now()
    place = dict(values or {})
    notice = {
        "key": key, "kind": kind, "words": sentence_of(words), "gaps": stored_gaps(gaps or {}),
        "endpoint": endpoint or "", "place": place, "directive_id": place.get("directive_id"),
        "urgent": urgent, "at": moment, "mailed_at": None if mail else moment,
    }  # fmt: skip
    made = dict(_inserted(session, sorted(set(staff_ids)), notice))
    if urgent and mail and made:
        mail_spool.write_urgent(session, made)
    return list(made.values())


def _inserted(
    session: Session, staff_ids: Sequence[int], notice: dict[str, Any]
) -> Iterator[tuple[int, int]]:
    """(notice, person) of every row that was not there yet."""
    adding = insert_missing(session, Notice).returning(Notice.id, Notice.staff_id)
    serving = select(StaffMember.id).where(StaffMember.left_on.is_(None))
    for start in range(0, len(staff_ids), AT_ONCE):
        part = serving.where(StaffMember.id.in_(staff_ids[start : start + AT_ONCE]))
        rows = [{**notice, "staff_id": staff_id} for staff_id in session.scalars(part)]
        if rows:
            yield from session.execute(adding, rows)


def read(session: Session, staff: StaffMember, notice_id: int) -> Notice:
    """The notice, read from now on; raises NotFound when it is somebody else's."""
    notice = session.get(Notice, notice_id)
    if notice is None or notice.staff_id != staff.id:
        raise NotFound
    notice.read_at = notice.read_at or now()
    return notice


def read_all(session: Session, staff: StaffMember, until: int) -> None:
    """Mark as read what this person was told up to the notice `until`: what the page showed."""
    shown = (Notice.staff_id == staff.id, Notice.id <= until, Notice.read_at.is_(None))
    session.execute(update(Notice).where(*shown).values(read_at=now()))


def forget_directives(session: Session, directives: Sequence[int]) -> None:
    """Take back what was told about directives that nobody may see any more, letters too."""
    _forget(session, Notice.directive_id.in_(directives))


def forget_news(session: Session, beginning: str) -> None:
    """Take back what was told under keys that begin so, letters too."""
    _forget(session, Notice.key.startswith(beginning, autoescape=True))


def forget_told(session: Session, key: str) -> None:
    """Take back what was told under this very key, letters too."""
    _forget(session, Notice.key == key)


def forget_directive_of(session: Session, directive_id: int, staff_ids: Iterable[int]) -> None:
    """Take back what these people were told about a directive that is theirs no more."""
    people = Notice.staff_id.in_(sorted(staff_ids))
    _forget(session, and_(people, Notice.directive_id == directive_id))


def _forget(session: Session, which: ColumnElement[bool]) -> None:
    mail_spool.take_back(session, select(Notice.letter_id).where(which))
    session.execute(delete(Notice).where(which))


def unread_query(staff_id: int) -> Select[int]:
    """How many notices this person has not read, at most MOST_COUNTED."""
    mine = select(Notice.staff_id).where(Notice.staff_id == staff_id, Notice.read_at.is_(None))
    return select(func.count()).select_from(mine.limit(MOST_COUNTED).subquery())


def newest(session: Session, staff_id: int, limit: int = NEWEST) -> Sequence[Notice]:
    """The newest notices of a person."""
    return session.scalars(_mine(staff_id).limit(limit)).all()


@dataclass(frozen=True)
class NoticePage(ListPage[Notice]):
    """One page of a person's notices, newest first."""

    @property
    def newest(self) -> int:
        """The newest notice that is shown; 0 when there is none."""
        return self.rows[0].id if self.rows else 0

    @property
    def days(self) -> list[tuple[date, list[Notice]]]:
        """The notices of each day in Vietnam."""
        by_day = groupby(self.rows, key=lambda notice: local_day(notice.at))
        return [(day, list(notices)) for day, notices in by_day]

    def url(self, number: int) -> str:
        """The address of another page."""
        return url_for("people.notices", page=number)


def notice_page(session: Session, staff_id: int, number: int = 1) -> NoticePage:
    """A page of everything this person was told; a number beyond the end is the last page."""
    number, total, rows = rows_on(session, _mine(staff_id), number, PAGE_SIZE)
    return NoticePage(number, PAGE_SIZE, total, rows)


def _mine(staff_id: int) -> Any:
    return select(Notice).where(Notice.staff_id == staff_id).order_by(Notice.id.desc())

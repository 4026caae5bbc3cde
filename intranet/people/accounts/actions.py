"""What is done to accounts: signing in, passwords, sessions, the language. Nothing here commits."""

from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.people.accounts.models import StaffSession
from intranet.people.accounts.passwords import (
    Credentials,
    IssuedPassword,
    check_password,
    hash_password,
)
from intranet.people.accounts.refused_access import count_refusal
from intranet.people.accounts.sessions import close_sessions, open_session
from intranet.people.accounts.sign_in_throttle import (
    OWN_PASSWORD,
    Attempt,
    count_failure,
    counted_so_far,
    delay_refusal,
    forget_failures,
    name_key,
)
from intranet.people.errors import AccountClosed, SignInDelayed, SignInRefused, WrongCurrentPassword
from intranet.people.models import StaffMember


def judge_attempt(
    session: Session, attempt: Attempt, known: Credentials, right: bool, settings: Settings
) -> StaffMember | SignInRefused:
    """The person, signed in, or the refusal to show, of an attempt, which is counted and noted.

    The rows are read anew here, under the write lock, so that attempts side by side cannot slip
    past the count, and a password that was changed meanwhile opens nothing. Nothing typed is noted
    for unknown names: it may be a password in the wrong field.
    """
    wait = counted_so_far(session, attempt)
    if wait.is_waiting:
        count_refusal(session, "sign_in.waiting")
        return delay_refusal(wait)
    staff = session.get(StaffMember, known.staff_id) if known.staff_id else None
    if staff is None or not right or staff.password_hash != known.password_hash:
        count_failure(wait, settings)
        _note_failure(session, staff)
        return delay_refusal(wait) if wait.is_waiting else SignInRefused()
    if not staff.is_active:
        audit.record(session, None, "sign_in.failed", on=staff, reason="left")
        return AccountClosed()
    session.delete(wait)
    staff.last_sign_in = now()
    open_session(session, staff)
    audit.record(session, staff, "sign_in.done", on=staff)
    return staff


def _note_failure(session: Session, staff: StaffMember | None) -> None:
    if staff is None:  # anybody can think up names: they are counted, one line for many
        count_refusal(session, "sign_in.unknown_name")
    else:
        audit.record(session, None, "sign_in.failed", on=staff, reason="wrong password")


def judge_current_password(
    session: Session, staff: StaffMember, right: bool, settings: Settings
) -> WrongCurrentPassword | SignInDelayed | None:
    """The refusal to show to whoever mistyped the password in use, which is counted and noted.

    Else whoever finds an open session could try passwords there as fast as they like.
    """
    wait = counted_so_far(session, Attempt(name_key(staff.username), OWN_PASSWORD))
    if right and not wait.is_waiting:
        session.delete(wait)
        return None
    count_refusal(session, "own_password.wrong", staff.id)
    if not wait.is_waiting:
        count_failure(wait, settings)
    return delay_refusal(wait) if wait.is_waiting else WrongCurrentPassword()


def sign_out(session: Session, staff: StaffMember, of: StaffSession) -> None:
    """End this session of the person."""
    close_sessions(session, staff, of.id)
    audit.record(session, staff, "sign_out.done", on=staff)


def renew_hash(session: Session, staff: StaffMember, new_hash: str) -> None:
    """Keep the same password under a hash with today's parameters."""
    staff.password_hash = new_hash
    audit.record(session, staff, "password.rehashed", on=staff)


def change_password(
    session: Session, staff: StaffMember, password: str, settings: Settings
) -> None:
    """Give the person the password they chose; all their sessions end, and a new one is opened.

    Raises WeakPassword when it breaks the rule.
    """
    check_password(
        password, shortest=settings.password_length, username=staff.username,
        full_name=staff.full_name, old_hash=staff.password_hash,
        words=(settings.agency_name, settings.agency_place),
    )  # fmt: skip
    staff.password_hash = hash_password(password)
    staff.must_change_password = False
    close_sessions(session, staff)
    open_session(session, staff)
    audit.record(session, staff, "password.changed", on=staff)


def reset_password(
    session: Session, by: StaffMember, staff: StaffMember, issued: IssuedPassword
) -> None:
    """Give the issued password, to be changed at the next sign-in; sessions and waits end."""
    staff.password_hash, staff.must_change_password = issued.hash, True
    forget_failures(session, staff.username)
    close_sessions(session, staff)
    audit.record(session, by, "password.reset", on=staff)


def unlock(session: Session, by: StaffMember | None, staff: StaffMember) -> bool:
    """End every wait under this person's name before its time; whether there was any."""
    waited = forget_failures(session, staff.username)
    if waited:
        audit.record(session, by, "staff.unlocked", on=staff)
    return waited


def end_sessions(
    session: Session, by: StaffMember, staff: StaffMember, number: int | None = None
) -> None:
    """End every session of the person, on whatever machine, or the one with a number."""
    if close_sessions(session, staff, number):
        act = "sessions.ended" if number is None else "session.ended"
        audit.record(session, by, act, on=staff)


def choose_language(session: Session, staff: StaffMember, locale: str) -> None:
    """Remember the language a person wants the portal in."""
    if staff.locale != locale:
        staff.locale = locale
        audit.record(session, staff, "language.chosen", on=staff, locale=locale)

"""What is done to accounts: signing in, passwords, sessions, the language. Nothing here commits."""

from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.people.accounts.passwords import IssuedPassword, check_password, hash_password
from intranet.people.accounts.sign_in_throttle import count_failure, forget_failures, lock_refusal
from intranet.people.errors import AccountClosed, SignInRefused
from intranet.people.models import StaffMember


def judge_attempt(
    session: Session, staff_id: int | None, right: bool, settings: Settings
) -> StaffMember | SignInRefused:
    """The person, or the refusal to show, of an attempt to sign in, which is counted and noted.

    Failures in a row end in a lock-out. The row is read anew here, under the write lock, so that
    attempts side by side cannot slip past the count. Nothing typed is noted for unknown names: it
    may be a password in the wrong field.
    """
    staff = session.get(StaffMember, staff_id) if staff_id else None
    if staff is None:
        audit.record(session, None, "sign_in.failed", reason="unknown name")
        return SignInRefused()
    if staff.is_locked:
        audit.record(session, None, "sign_in.failed", on=staff, reason="locked")
        return lock_refusal(staff, settings)
    if not right:
        return count_failure(session, staff, settings)
    if not staff.is_active:
        audit.record(session, None, "sign_in.failed", on=staff, reason="left")
        return AccountClosed()
    forget_failures(staff)
    staff.last_sign_in = now()
    audit.record(session, staff, "sign_in.done", on=staff)
    return staff


def sign_out(session: Session, staff: StaffMember) -> None:
    """Note that the person signed out."""
    audit.record(session, staff, "sign_out.done", on=staff)


def renew_hash(session: Session, staff: StaffMember, new_hash: str) -> None:
    """Keep the same password under a hash with today's parameters."""
    staff.password_hash = new_hash
    audit.record(session, staff, "password.rehashed", on=staff)


def change_password(
    session: Session, staff: StaffMember, password: str, settings: Settings
) -> None:
    """Give the person the password they chose; all their sessions end, the caller begins a new one.

    Raises WeakPassword when it breaks the rule.
    """
    check_password(
        password, shortest=settings.password_length, username=staff.username,
        full_name=staff.full_name, old_hash=staff.password_hash,
    )  # fmt: skip
    staff.password_hash = hash_password(password)
    staff.must_change_password = False
    staff.session_generation += 1
    audit.record(session, staff, "password.changed", on=staff)


def reset_password(
    session: Session, by: StaffMember, staff: StaffMember, issued: IssuedPassword
) -> None:
    """Give the issued password, to be changed at the next sign-in; sessions and lock-out end."""
    staff.password_hash, staff.must_change_password = issued.hash, True
    forget_failures(staff)
    staff.session_generation += 1
    audit.record(session, by, "password.reset", on=staff)


def unlock(session: Session, by: StaffMember, staff: StaffMember) -> None:
    """End a lock-out before its time."""
    if staff.locked_until or staff.failed_sign_ins:
        forget_failures(staff)
        audit.record(session, by, "staff.unlocked", on=staff)


def end_sessions(session: Session, by: StaffMember, staff: StaffMember) -> None:
    """End every session of the person, on whatever machine."""
    staff.session_generation += 1
    audit.record(session, by, "sessions.ended", on=staff)


def choose_language(session: Session, staff: StaffMember, locale: str) -> None:
    """Remember the language a person wants the portal in."""
    if staff.locale != locale:
        staff.locale = locale
        audit.record(session, staff, "language.chosen", on=staff, locale=locale)

"""What is done to accounts: signing in, passwords, sessions."""

from dataclasses import dataclass
from datetime import timedelta

from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.people.accounts.errors import AccountClosed, AccountLocked, SignInRefused
from intranet.people.accounts.passwords import check_password, hash_password
from intranet.people.models import StaffMember


@dataclass(frozen=True)
class Verdict:
    """How an attempt to sign in ended: the person, or the refusal to show."""

    staff: StaffMember | None
    refusal: SignInRefused | None = None


def judge_attempt(
    session: Session, staff_id: int | None, right: bool, settings: Settings
) -> Verdict:
    """Count and note an attempt to sign in; the failures in a row end in a lock-out.

    The row is read anew here, under the write lock, so that attempts side by side cannot slip past
    the count. Nothing typed is noted for unknown names: it may be a password in the wrong field.
    """
    staff = session.get(StaffMember, staff_id) if staff_id else None
    if staff is None:
        audit.record(session, None, "sign_in.failed", reason="unknown name")
        return Verdict(None, SignInRefused())
    if staff.locked_until and staff.locked_until > now():
        audit.record(session, None, "sign_in.failed", on=staff, reason="locked")
        return Verdict(None, _locked(staff, settings))
    if not right:
        return Verdict(None, _count_failure(session, staff, settings))
    if not staff.is_active:
        audit.record(session, None, "sign_in.failed", on=staff, reason="left")
        return Verdict(None, AccountClosed())
    staff.failed_sign_ins, staff.locked_until, staff.last_sign_in = 0, None, now()
    audit.record(session, staff, "sign_in.done", on=staff)
    return Verdict(staff)


def _count_failure(session: Session, staff: StaffMember, settings: Settings) -> SignInRefused:
    if staff.locked_until:  # an old lock-out that is over: counting begins anew
        staff.failed_sign_ins, staff.locked_until = 0, None
    staff.failed_sign_ins += 1
    reason = "wrong password"
    audit.record(session, None, "sign_in.failed", on=staff, reason=reason)
    if staff.failed_sign_ins < settings.lock_after:
        return SignInRefused()
    staff.locked_until = now() + timedelta(minutes=settings.lock_minutes)
    audit.record(session, None, "staff.locked", on=staff, minutes=settings.lock_minutes)
    return _locked(staff, settings)


def _locked(staff: StaffMember, settings: Settings) -> AccountLocked:
    return AccountLocked(
        _(
            "Tài khoản tạm khóa đến %(time)s vì nhập sai mật khẩu %(n)s lần liền. "
            "Hãy đợi, hoặc gọi quản trị hệ thống, máy lẻ %(phone)s.",
            time=format_time(staff.locked_until, "HH:mm"),
            n=settings.lock_after,
            phone=settings.help_phone,
        )
    )


def sign_out(session: Session, staff: StaffMember) -> None:
    """Note that the person signed out."""
    audit.record(session, staff, "sign_out.done", on=staff)


def renew_hash(session: Session, staff: StaffMember, new_hash: str) -> None:
    """Keep the same password under a hash with today's parameters."""
    staff.password_hash = new_hash
    audit.record(session, staff, "password.rehashed", on=staff)


def change_password(
    session: Session, staff: StaffMember, password: str, settings: Settings
) -> StaffMember:
    """Give the person the password they chose; all their sessions end, the caller begins a new one.

    Raises WeakPassword when it breaks the rule.
    """
    check_password(
        password,
        shortest=settings.password_length,
        username=staff.username,
        full_name=staff.full_name,
        old_hash=staff.password_hash,
    )
    staff.password_hash = hash_password(password)
    staff.must_change_password = False
    staff.session_generation += 1
    audit.record(session, staff, "password.changed", on=staff)
    return staff


def end_sessions(session: Session, by: StaffMember, staff: StaffMember) -> StaffMember:
    """End every session of the person, on whatever machine."""
    staff.session_generation += 1
    audit.record(session, by, "sessions.ended", on=staff)
    return staff


def choose_language(session: Session, staff: StaffMember, locale: str) -> StaffMember:
    """Remember the language a person wants the portal in."""
    if staff.locale != locale:
        staff.locale = locale
        audit.record(session, staff, "language.chosen", on=staff, locale=locale)
    return staff

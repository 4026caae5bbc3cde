"""How often somebody may try to sign in.

The refused attempts of one address are limited by SIGN_IN_RATE, counted over all processes
(`core.rate_limits`); LOCK_AFTER wrong passwords in a row lock an account for LOCK_MINUTES.
"""

from datetime import timedelta

from flask_babel import format_time
from flask_babel import gettext as _
from sqlalchemy.orm import Session

from config import Settings
from intranet.core import audit
from intranet.core.clock import now
from intranet.core.rate_limits import limiter
from intranet.core.settings import settings
from intranet.people.errors import AccountLocked, SignInRefused
from intranet.people.models import StaffMember

limit_sign_in = limiter.limit(
    lambda: settings().sign_in_rate,
    methods=["POST"],
    deduct_when=lambda answer: answer.status_code == 403,
)
limit_password_changes = limiter.limit("20 per minute", methods=["POST"])


def count_failure(session: Session, staff: StaffMember, settings: Settings) -> SignInRefused:
    """Count a wrong password; the refusal to show, a lock-out after too many in a row."""
    if staff.locked_until:  # an old lock-out that is over: counting begins anew
        forget_failures(staff)
    staff.failed_sign_ins += 1
    audit.record(session, None, "sign_in.failed", on=staff, reason="wrong password")
    if staff.failed_sign_ins < settings.lock_after:
        return SignInRefused()
    staff.locked_until = now() + timedelta(minutes=settings.lock_minutes)
    audit.record(session, None, "staff.locked", on=staff, minutes=settings.lock_minutes)
    return lock_refusal(staff, settings)


def forget_failures(staff: StaffMember) -> None:
    """End a lock-out and begin to count anew."""
    staff.failed_sign_ins, staff.locked_until = 0, None


def lock_refusal(staff: StaffMember, settings: Settings) -> AccountLocked:
    """The sentence for whoever is locked out: until when, and whom to call."""
    return AccountLocked(
        _(
            "Tài khoản tạm khóa đến %(time)s vì nhập sai mật khẩu %(n)s lần liền. "
            "Hãy đợi, hoặc gọi quản trị hệ thống, máy lẻ %(phone)s.",
            time=format_time(staff.locked_until, "HH:mm"),
            n=settings.lock_after,
            phone=settings.help_phone,
        )
    )

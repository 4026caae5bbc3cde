"""The screen words of account states and kinds of absence."""

from flask_babel import lazy_gettext as _l

from intranet.people.organization.models import AbsenceKind

STATE_WORDS = {"serving": _l("Đang làm việc"), "left": _l("Đã thôi việc")}

ABSENCE_WORDS = {
    AbsenceKind.MATERNITY: _l("Nghỉ thai sản"),
    AbsenceKind.SICKNESS: _l("Nghỉ ốm dài ngày"),
    AbsenceKind.UNPAID: _l("Nghỉ không hưởng lương"),
    AbsenceKind.STUDY: _l("Đi học tập trung"),
    AbsenceKind.SECONDMENT: _l("Biệt phái"),
    AbsenceKind.OTHER: _l("Lý do khác"),
}


def absence_word(kind: AbsenceKind) -> str:
    """Why somebody is away, on the screen."""
    return str(ABSENCE_WORDS[kind])

"""What the parts of the portal are called, how they are, and what helps: for people, not monitors.

A new part of `health.py` gets its name and its sentence here.
"""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from flask import Flask
from flask_babel import gettext
from flask_babel import lazy_gettext as _l

from intranet.web.formats import day_and_time, language_of_the_page, number, size
from intranet.web.health import PortalPart

Facts = dict[str, Any]
NAMES = {
    "database": _l("Cơ sở dữ liệu"),
    "index": _l("Chỉ mục tìm kiếm"),
    "worker": _l("Tiến trình nền"),
    "storage": _l("Kho tệp gốc"),
    "receipts": _l("Chuỗi biên nhận đọc"),
    "anchors": _l("Mốc neo ngoài cơ sở dữ liệu"),
    "sandbox": _l("Vùng cách ly khi đọc tệp gửi đến"),
    "own_account": _l("Tài khoản riêng của cổng, không phải root"),
    "tesseract_vie": _l("Nhận dạng chữ tiếng Việt (Tesseract)"),
    "libreoffice": _l("Chuyển tệp Office cũ (LibreOffice)"),
}
ADVICE = {
    "database": _l("Hãy xem máy chủ dữ liệu có chạy không, rồi mở lại trang này."),
    "index": _l("Hãy mở trang Chỉ mục và lập lại; việc đọc và xác nhận vẫn tiếp tục."),
    "worker": _l(
        "Hãy khởi động lại tiến trình nền (flask worker). Tệp mới chưa được đọc, thư và nhắc đọc "
        "chưa được gửi cho đến lúc đó; không gì bị mất."
    ),
    "storage": _l("Hãy giải phóng đĩa hoặc xem quyền ghi của thư mục uploads."),
    "receipts": _l(
        "Hãy giữ nguyên máy chủ, báo lãnh đạo và mở trang Hệ thống để biết phải làm gì."
    ),
    "anchors": _l("Hãy xem đường dẫn ở ANCHOR_FILE và báo lãnh đạo nếu mốc không khớp."),
    "sandbox": _l("Hãy cài bubblewrap và libseccomp2 trên máy chủ rồi khởi động lại."),
    "own_account": _l("Hãy chạy cổng bằng tài khoản riêng, xem docs/deploy."),
    "tesseract_vie": _l("Chưa cài: bản quét nằm chờ, chưa ai đọc được."),
    "libreoffice": _l("Chưa cài: tệp .doc, .ppt chỉ có phần chữ."),
}
WHY = {
    "changed": _l("có dòng bị sửa ngay trong cơ sở dữ liệu"),
    "cut": _l("có dòng bị xóa, chèn hoặc đổi chỗ"),
    "tail": _l("các dòng cuối bị xóa"),
    "sequence": _l("bộ đếm số dòng bị đặt lại"),
}
LEVELS = {"full": _l("đầy đủ"), "part": _l("một phần"), "limits": _l("chỉ có giới hạn")}
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def _(words: str, **gaps: object) -> str:
    return str(gettext(words, **gaps))


def part_name(part: PortalPart) -> str:
    """What people call the part."""
    return str(NAMES.get(part.name, part.name))


def part_state(part: PortalPart) -> str:
    """How it is, in one sentence; "" where nothing more is to be said."""
    if error := part.facts.get("error"):
        return _("Lỗi: %(why)s", why=error)
    told = STATES.get(part.name)
    return told(part.facts) if told else ""


def part_advice(part: PortalPart) -> str:
    """What to do about a part that does not work; "" for one that does."""
    return "" if part.works else str(ADVICE.get(part.name, ""))


def _count(value: int | None) -> str:
    return number(value, language_of_the_page())


def _moment(written: str) -> str:
    return day_and_time(datetime.fromisoformat(written), language_of_the_page())


def _database(facts: Facts) -> str:
    kind = str(facts.get("kind", ""))
    return f"{ENGINES.get(kind, kind)} {facts.get('version', '')}".strip()


def _index(facts: Facts) -> str:
    room = size(facts.get("size"), language_of_the_page())
    words = _("%(n)s mục, %(size)s", n=_count(facts.get("entries")), size=room)
    lag = facts.get("lag")
    waiting = _("%(n)s mục đang chờ vào", n=_count(lag)) if lag else _("không mục nào chờ")
    return f"{words}; {waiting}"


def _worker(facts: Facts) -> str:
    seconds, tasks = facts.get("seconds_since_heartbeat"), facts.get("waiting_tasks")
    if seconds is None:
        heard = _("Chưa báo lần nào")
    elif seconds < 120:
        heard = _("Báo lần cuối %(n)s giây trước", n=_count(seconds))
    elif seconds < 7200:
        heard = _("Báo lần cuối %(n)s phút trước", n=_count(seconds // 60))
    else:
        heard = _("Báo lần cuối %(n)s giờ trước", n=_count(seconds // 3600))
    waiting = _("%(n)s việc đang chờ", n=_count(tasks)) if tasks else _("không việc nào chờ")
    return f"{heard}; {waiting}"


def _storage(facts: Facts) -> str:
    free = size(int(facts.get("free_mb", 0)) << 20, language_of_the_page())
    room = _("Đĩa còn trống %(size)s", size=free)
    return room if facts.get("writable") else f"{room}; {_('không ghi được')}"


def _receipts(facts: Facts) -> str:
    if not facts.get("checked_at"):
        return _("Chưa kiểm tra lần nào; máy tự kiểm tra mỗi ngày một lần")
    if facts.get("broken_at") is not None:
        why = WHY.get(str(facts.get("why")), facts.get("why"))
        return _("Đứt ở dòng %(n)s: %(why)s", n=_count(facts["broken_at"]), why=why)
    rows, when = _count(facts.get("rows")), _moment(facts["checked_at"])
    return _("%(n)s dòng nguyên vẹn, kiểm tra lúc %(when)s", n=rows, when=when)


def _anchors(facts: Facts) -> str:
    if not facts.get("checked_at"):
        return _("Chưa ghi mốc nào; máy tự ghi mỗi ngày một mốc")
    known = {"n": _count(facts.get("number")), "when": _moment(facts["checked_at"])}
    if why := facts.get("why"):
        return _("Không khớp với mốc số %(n)s ghi lúc %(when)s: %(why)s", why=why, **known)
    return _("Khớp với mốc số %(n)s ghi lúc %(when)s", **known)


def _sandbox(facts: Facts) -> str:
    level = LEVELS.get(str(facts.get("level")), facts.get("level"))
    return f"{level}: {facts['means']}" if facts.get("means") else str(level)


STATES: dict[str, Callable[[Facts], str]] = {
    "database": _database, "index": _index, "worker": _worker, "storage": _storage,
    "receipts": _receipts, "anchors": _anchors, "sandbox": _sandbox,
}  # fmt: skip


def register(app: Flask) -> None:
    """Let templates tell of the parts."""
    app.jinja_env.globals.update(
        part_name=part_name, part_state=part_state, part_advice=part_advice
    )

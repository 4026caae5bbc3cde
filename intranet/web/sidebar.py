"""The entries of the sidebar and of the phone's bar, and who sees them; ENTRIES lists them all."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Flask, g, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l

from intranet.core.current_settings import settings
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, has, may, signed_in
from intranet.web.frame_counts import frame_counts, left_to_read


@dataclass(frozen=True)
class SidebarEntry:
    """An entry of the sidebar: endpoint, words, icon, who may, group heading.

    `pages` are the endpoints of the same room that lie under this entry, `count` tells the number
    that stands beside it and whether it is drawn in the colour of what is late. `key` is the letter
    that opens it after `g`.
    """

    endpoint: str
    label: object
    icon: str
    permission: Permission | None = None
    group: object = ""
    short: object = ""
    pages: tuple[str, ...] = ()
    count: Callable[[StaffMember], tuple[int, bool]] | None = None
    key: str = ""

    @cached_property
    def covers(self) -> frozenset[str]:
        """Every endpoint that lies under this entry, its own not among them."""
        room = self.endpoint.partition(".")[0]
        return frozenset(page if "." in page else f"{room}.{page}" for page in self.pages)


def unread(staff: StaffMember) -> tuple[int, bool]:
    """How much this person has left to read, and whether something of it is late."""
    counted = left_to_read(staff)
    return counted.number, bool(counted.late)


def waiting_items(staff: StaffMember) -> tuple[int, bool]:
    """How many files wait for a clerk; none of them is late."""
    return frame_counts(staff).waiting, False


def open_isolations(staff: StaffMember) -> tuple[int, bool]:
    """How many isolations wait for an order; each is late from the first moment."""
    waiting = frame_counts(staff).isolations
    return waiting, bool(waiting)


OFFICE, KEEPERS = _l("Văn thư"), _l("Quản trị")
P = Permission
ENTRIES = (
    SidebarEntry("web.home", _l("Trang chủ"), "house", key="h"),
    SidebarEntry(
        "reading.mine", _l("Cần đọc"), "journal-check", P.READ,
        pages=("receipts", "check", "recorded", "check_receipt"), count=unread, key="c",
    ),
    SidebarEntry(
        "directives.register", _l("Văn bản"), "archive", P.READ,
        pages=(
            "show", "edit", "relate", "recall", "reading.order", "reading.order_change", "graph",
            "search.similar",
        ), key="v",
    ),
    SidebarEntry(
        "search.index", _l("Tìm kiếm"), "search", P.READ,
        pages=("advanced", "saved_open", "saved_change", "save", "saved", "feed_renew"), key="f",
    ),
    SidebarEntry(
        "assistant.index", _l("Hỏi đáp"), "quote", P.READ,
        pages=("show", "ask"), key="p",
    ),
    SidebarEntry(
        "meetings.index", _l("Sinh hoạt chuyên đề"), "calendar-event", P.READ,
        short=_l("Sinh hoạt"), key="s",
        pages=(
            "show", "new", "call", "edit", "change", "reply", "attendance", "note", "material",
            "material_add", "add_materials",
        ),
    ),
    SidebarEntry(
        "reading.coverage", _l("Theo dõi đọc"), "grid-3x3-gap", P.WATCH,
        pages=("directive_coverage", "manual_receipts", "waiting_people", "person", "excuse"),
        key="t",
    ),
    SidebarEntry(
        "programme.index", _l("Báo cáo"), "file-earmark-bar-graph", P.WATCH_ALL,
        pages=("make", "show", "register", "periods", "keep_periods", "people"), key="b",
    ),
    SidebarEntry(
        "intake.upload", _l("Tải lên"), "cloud-arrow-up", P.CHECK, OFFICE, pages=("channels",),
        key="l",
    ),
    SidebarEntry(
        "intake.queue", _l("Kiểm tra"), "ui-checks", P.CHECK, OFFICE,
        pages=("check", "decide", "page", "learned", "bulk", "bulk_publish"),
        count=waiting_items, key="k",
    ),
    SidebarEntry("assistant.gaps", _l("Câu chưa có trả lời"), "patch-question", P.CHECK, OFFICE),
    SidebarEntry("directives.missing", _l("Dẫn chiếu"), "diagram-3", P.CHECK, OFFICE, key="d"),
    SidebarEntry(
        "people.away", _l("Vắng mặt, nhóm"), "person-dash", P.CHECK, OFFICE,
        pages=("groups", "group", "days_off"),
    ),
    SidebarEntry(
        "search.board", _l("Theo dõi tìm kiếm"), "binoculars", P.CHECK, OFFICE, pages=("words",)
    ),
    SidebarEntry(
        "people.staff", _l("Nhân sự"), "people", P.ADMINISTER, KEEPERS, key="n",
        pages=(
            "staff_new", "staff_edit", "reset_password", "departments", "department_edit",
            "staff_import", "staff_confirm",
        ),
    ),
    SidebarEntry("intake.channels", _l("Nguồn nhận"), "box-arrow-in-down", P.ADMINISTER, KEEPERS),
    SidebarEntry(
        "intake.isolations", _l("Cách ly"), "shield-exclamation", P.ADMINISTER, KEEPERS,
        count=open_isolations,
    ),
    SidebarEntry(
        "search.words", _l("Từ ngữ"), "translate", P.ADMINISTER, KEEPERS, pages=("words_add",)
    ),
    SidebarEntry("search.index_state", _l("Chỉ mục"), "database-check", P.ADMINISTER, KEEPERS),
    SidebarEntry("web.audit", _l("Nhật ký"), "clock-history", P.ADMINISTER, KEEPERS, key="a"),
    SidebarEntry(
        "web.office_settings_page", _l("Thiết đặt"), "sliders", P.ADMINISTER, KEEPERS, key="e"
    ),
    SidebarEntry("web.system", _l("Hệ thống"), "hdd-stack", P.ADMINISTER, KEEPERS, key="m"),
)  # fmt: skip
ON_THE_PHONE = ("web.home", "reading.mine", "directives.register", "meetings.index")
SidebarItem = dict[str, Any]
"""An entry as the layout draws it: its fields, `url`, `active`, the number `count`, `late`."""


def register(app: Flask) -> None:
    """Let every template draw the frame."""
    app.context_processor(frame)


def frame() -> dict[str, object]:
    """The variables of layout.html; what must be asked for is a function: a part has no frame."""
    agency, staff = settings(), signed_in()
    return {
        "navigation": sidebar,
        "tabs": tabs,
        "frame_key": frame_key,
        "locale": str(get_locale()),
        "theme": request.cookies.get("theme", "auto"),
        "agency_name": agency.agency_name,
        "agency_place": agency.agency_place,
        "demo": agency.demo,
        "due_to_read": lambda: left_to_read(staff).pressing,
        "unread_notices": lambda: frame_counts(staff).notices,
        "reading_url": url_for("reading.mine"),
        "home_url": url_for("web.home"),
        "may": lambda name: may(staff.role, Permission[name]),
    }


def tabs() -> list[SidebarItem]:
    """The entries of the phone's bar; those who keep the machines get their own first four."""
    items = sidebar()
    usual = [item for item in items if item["endpoint"] in ON_THE_PHONE]
    return usual if len(usual) > 1 else items[: len(ON_THE_PHONE)]


def frame_key() -> tuple[str, ...]:
    """What decides all of the frame that tells nothing of one person: language and entries."""
    return str(get_locale()), *(item["endpoint"] for item in sidebar())


def sidebar() -> list[SidebarItem]:
    """The entries for the person who is signed in, with their numbers; made once a page."""
    if "sidebar" not in g:
        staff = signed_in()
        shown = [each for each in ENTRIES if not each.permission or has(staff, each.permission)]
        endpoints = {entry.endpoint for entry in shown}
        g.sidebar = [_item(entry, staff, endpoints) for entry in shown]
    items: list[SidebarItem] = g.sidebar
    return items


def _item(entry: SidebarEntry, staff: StaffMember, siblings: set[str]) -> SidebarItem:
    here = request.endpoint
    count, late = entry.count(staff) if entry.count else (0, False)
    return {
        "endpoint": entry.endpoint,
        "label": str(entry.label),
        "icon": entry.icon,
        "group": str(entry.group),
        "short": str(entry.short),
        "key": entry.key,
        "url": url_for(entry.endpoint),
        "active": here == entry.endpoint or (here in entry.covers and here not in siblings),
        "count": count,
        "late": late,
    }

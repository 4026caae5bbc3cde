"""The entries of the sidebar and of the phone's bar, and who sees them; ENTRIES lists them all."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from flask import Flask, g, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from intranet.core.database import db
from intranet.core.settings import settings
from intranet.intake.processing.item_progress import waiting_count
from intranet.intake.quarantine import isolation
from intranet.people.models import StaffMember
from intranet.people.permissions import has
from intranet.people.roles import Permission, may
from intranet.reading.panels import unread_count


class EntryCount(Protocol):
    """A number beside an entry; late ones are drawn in red."""

    @property
    def number(self) -> int:
        """How many."""

    @property
    def late(self) -> bool:
        """Whether something of it is late."""


@dataclass(frozen=True)
class SidebarEntry:
    """An entry of the sidebar: endpoint, words, icon, who may, group heading.

    `pages` are the endpoints of the same room that lie under this entry, `count` the number that
    stands beside it.
    """

    endpoint: str
    label: object
    icon: str
    permission: Permission | None = None
    group: object = ""
    short: object = ""
    pages: tuple[str, ...] = ()
    count: Callable[[StaffMember], EntryCount] | None = None

    @property
    def covers(self) -> frozenset[str]:
        """Every endpoint that lies under this entry, its own not among them."""
        room = self.endpoint.partition(".")[0]
        return frozenset(page if "." in page else f"{room}.{page}" for page in self.pages)


@dataclass(frozen=True)
class SidebarCount:
    """How many things wait; `late` draws the number in the colour of what is overdue."""

    number: int
    late: bool = False


def waiting_items(_staff: StaffMember) -> EntryCount:
    """How many files wait for a clerk; none of them is late."""
    return SidebarCount(waiting_count(db.session))


def open_isolations(_staff: StaffMember) -> EntryCount:
    """How many isolations wait for an order; each is late from the first moment."""
    waiting = isolation.open_isolation_count(db.session)
    return SidebarCount(waiting, late=bool(waiting))


OFFICE, KEEPERS = _l("Văn thư"), _l("Quản trị")
ENTRIES = (
    SidebarEntry("web.home", _l("Trang chủ"), "house"),
    SidebarEntry(
        "reading.mine", _l("Cần đọc"), "journal-check", Permission.READ,
        pages=("receipts", "check", "recorded", "check_receipt"), count=unread_count,
    ),
    SidebarEntry(
        "directives.register", _l("Văn bản"), "archive", Permission.READ,
        pages=("show", "edit", "relate", "widen", "graph", "search.similar"),
    ),
    SidebarEntry(
        "search.index", _l("Tìm kiếm"), "search", Permission.READ,
        pages=("advanced", "saved_open", "saved_change", "save", "saved", "feed_renew"),
    ),
    SidebarEntry(
        "meetings.index", _l("Sinh hoạt chuyên đề"), "calendar-event", Permission.READ,
        short=_l("Sinh hoạt"),
        pages=(
            "show", "new", "call", "edit", "change", "reply", "attendance", "note", "material",
            "material_add", "add_materials",
        ),
    ),
    SidebarEntry(
        "reading.coverage", _l("Theo dõi đọc"), "grid-3x3-gap", Permission.WATCH,
        pages=("directive_coverage", "manual_receipts"),
    ),
    SidebarEntry(
        "programme.index", _l("Báo cáo"), "file-earmark-bar-graph", Permission.WATCH_ALL,
        pages=("make", "show", "register", "periods", "keep_periods", "people"),
    ),
    SidebarEntry(
        "intake.upload", _l("Tải lên"), "cloud-arrow-up", Permission.CHECK, OFFICE,
        pages=("channels",),
    ),
    SidebarEntry(
        "intake.queue", _l("Kiểm tra"), "ui-checks", Permission.CHECK, OFFICE,
        pages=("check", "decide", "page", "learned"), count=waiting_items,
    ),
    SidebarEntry("directives.missing", _l("Dẫn chiếu"), "diagram-3", Permission.CHECK, OFFICE),
    SidebarEntry(
        "people.away", _l("Vắng mặt, nhóm"), "person-dash", Permission.CHECK, OFFICE,
        pages=("groups", "group", "days_off"),
    ),
    SidebarEntry(
        "search.board", _l("Theo dõi tìm kiếm"), "binoculars", Permission.CHECK, OFFICE,
        pages=("words",),
    ),
    SidebarEntry(
        "people.staff", _l("Nhân sự"), "people", Permission.ADMINISTER, KEEPERS,
        pages=(
            "staff_new", "staff_edit", "reset_password", "departments", "department_edit",
            "staff_import", "staff_confirm",
        ),
    ),
    SidebarEntry(
        "intake.channels", _l("Nguồn nhận"), "box-arrow-in-down", Permission.ADMINISTER, KEEPERS
    ),
    SidebarEntry(
        "intake.isolations", _l("Cách ly"), "shield-exclamation", Permission.ADMINISTER, KEEPERS,
        count=open_isolations,
    ),
    SidebarEntry(
        "search.words", _l("Từ ngữ"), "translate", Permission.ADMINISTER, KEEPERS,
        pages=("words_add",),
    ),
    SidebarEntry(
        "search.index_state", _l("Chỉ mục"), "database-check", Permission.ADMINISTER, KEEPERS
    ),
    SidebarEntry("web.audit", _l("Nhật ký"), "clock-history", Permission.ADMINISTER, KEEPERS),
    SidebarEntry("web.system", _l("Hệ thống"), "hdd-stack", Permission.ADMINISTER, KEEPERS),
)  # fmt: skip
ON_THE_PHONE = ("web.home", "reading.mine", "directives.register", "meetings.index")


@dataclass(frozen=True)
class SidebarItem:
    """One entry of the sidebar as the layout draws it."""

    endpoint: str
    url: str
    label: str
    short: str
    icon: str
    group: str
    active: bool
    count: int = 0
    late: bool = False


def register(app: Flask) -> None:
    """Let every template draw the frame."""
    app.context_processor(frame)


def frame() -> dict[str, object]:
    """The variables of layout.html."""
    signed_in = bool(current_user and current_user.is_authenticated)
    items = sidebar() if signed_in else []
    agency = settings()
    return {
        "navigation": items,
        "tabs": tabs(items),
        "locale": str(get_locale()),
        "theme": request.cookies.get("theme", "auto"),
        "agency_name": agency.agency_name,
        "agency_place": agency.agency_place,
        "demo": agency.demo,
        "bell_count": unread_count(current_user).pressing if signed_in and may_read() else 0,
        "reading_url": url_for("reading.mine"),
        "home_url": url_for("web.home"),
        "may": lambda name: may(current_user.role, Permission[name]),
    }


def tabs(items: list[SidebarItem]) -> list[SidebarItem]:
    """The entries of the phone's bar; those who keep the machines get their own first four."""
    usual = [item for item in items if item.endpoint in ON_THE_PHONE]
    return usual if len(usual) > 1 else items[: len(ON_THE_PHONE)]


def may_read() -> bool:
    """Whether the person who is signed in gets things to read at all."""
    return may(current_user.role, Permission.READ)


def sidebar() -> list[SidebarItem]:
    """The entries for the person who is signed in, with their numbers."""
    if "sidebar" not in g:
        g.sidebar = [_item(entry) for entry in ENTRIES if _shown(entry)]
    items: list[SidebarItem] = g.sidebar
    return items


def _shown(entry: SidebarEntry) -> bool:
    return entry.permission is None or has(current_user, entry.permission)


def _item(entry: SidebarEntry) -> SidebarItem:
    count = entry.count(current_user) if entry.count else None
    return SidebarItem(
        endpoint=entry.endpoint,
        url=url_for(entry.endpoint),
        label=str(entry.label),
        short=str(entry.short or entry.label),
        icon=entry.icon,
        group=str(entry.group),
        active=_is_here(entry),
        count=count.number if count else 0,
        late=bool(count and count.late),
    )


def _is_here(entry: SidebarEntry) -> bool:
    here = request.endpoint or ""
    if here == entry.endpoint:
        return True
    siblings = {other.endpoint for other in ENTRIES if _shown(other)}
    return here not in siblings and here in entry.covers

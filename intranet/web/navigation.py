"""What stands on the rail and on the phone's bar, and for whom."""

from dataclasses import dataclass

from flask import Flask, current_app, g, request, url_for
from flask_babel import get_locale
from flask_babel import lazy_gettext as _l
from flask_login import current_user

from intranet.core.settings import settings
from intranet.people.permissions import has
from intranet.people.roles import Permission, may

COUNTS = "navigation counts"


@dataclass(frozen=True)
class Place:
    """A room one can go to: endpoint, words, icon, who may, group heading."""

    endpoint: str
    label: object
    icon: str
    duty: Permission | None = None
    group: object = ""
    short: object = ""


OFFICE, KEEPERS = _l("Văn thư"), _l("Quản trị")
PLACES = (
    Place("web.home", _l("Trang chủ"), "house"),
    Place("reading.mine", _l("Cần đọc"), "journal-check", Permission.READ),
    Place("directives.shelf", _l("Văn bản"), "archive", Permission.READ),
    Place("search.index", _l("Tìm kiếm"), "search", Permission.READ),
    Place(
        "meetings.index",
        _l("Sinh hoạt chuyên đề"),
        "calendar-event",
        Permission.READ,
        short=_l("Sinh hoạt"),
    ),
    Place("reading.coverage", _l("Theo dõi đọc"), "grid-3x3-gap", Permission.WATCH),
    Place("programme.index", _l("Báo cáo"), "file-earmark-bar-graph", Permission.WATCH_ALL),
    Place("intake.upload", _l("Tải lên"), "cloud-arrow-up", Permission.CHECK, OFFICE),
    Place("intake.queue", _l("Kiểm tra"), "ui-checks", Permission.CHECK, OFFICE),
    Place("directives.missing", _l("Dẫn chiếu"), "diagram-3", Permission.CHECK, OFFICE),
    Place("people.away", _l("Vắng mặt, nhóm"), "person-dash", Permission.CHECK, OFFICE),
    Place("search.board", _l("Theo dõi tìm kiếm"), "binoculars", Permission.CHECK, OFFICE),
    Place("people.staff", _l("Nhân sự"), "people", Permission.ADMINISTER, KEEPERS),
    Place("intake.doors", _l("Nguồn nhận"), "box-arrow-in-down", Permission.ADMINISTER, KEEPERS),
    Place("intake.isolations", _l("Cách ly"), "shield-exclamation", Permission.ADMINISTER, KEEPERS),
    Place("search.words", _l("Từ ngữ"), "translate", Permission.ADMINISTER, KEEPERS),
    Place("search.index_state", _l("Chỉ mục"), "database-check", Permission.ADMINISTER, KEEPERS),
    Place("web.audit", _l("Nhật ký"), "clock-history", Permission.ADMINISTER, KEEPERS),
    Place("web.system", _l("Hệ thống"), "hdd-stack", Permission.ADMINISTER, KEEPERS),
)
ON_THE_PHONE = ("web.home", "reading.mine", "directives.shelf", "meetings.index")


@dataclass(frozen=True)
class Item:
    """One entry of the rail as the layout draws it."""

    endpoint: str
    url: str
    label: str
    short: str
    icon: str
    group: str
    active: bool
    count: int = 0
    late: bool = False


@dataclass(frozen=True)
class Count:
    """A number beside an entry; late ones are drawn in red."""

    number: int
    late: bool = False


def register(app: Flask) -> None:
    """Let every template draw the frame."""
    app.context_processor(frame)


def frame() -> dict[str, object]:
    """The variables of layout.html."""
    known = bool(current_user and current_user.is_authenticated)
    items = navigation() if known else []
    bell = current_app.extensions.get("bell")
    chosen = settings()
    return {
        "navigation": items,
        "tabs": tabs(items),
        "locale": str(get_locale()),
        "theme": request.cookies.get("theme", "auto"),
        "agency_name": chosen.agency_name,
        "agency_place": chosen.agency_place,
        "demo": chosen.demo,
        "bell_count": bell(current_user) if bell and known and may_read() else 0,
        "may": lambda duty: may(current_user.role, Permission[duty]),
    }


def tabs(items: list[Item]) -> list[Item]:
    """The entries of the phone's bar; those who keep the machines get their own first four."""
    chosen = [item for item in items if item.endpoint in ON_THE_PHONE]
    return chosen if len(chosen) > 1 else items[: len(ON_THE_PHONE)]


def may_read() -> bool:
    """Whether the person who is signed in gets things to read at all."""
    return may(current_user.role, Permission.READ)


def navigation() -> list[Item]:
    """The entries for the person who is signed in, with their numbers."""
    if "navigation" not in g:
        g.navigation = [_item(place) for place in PLACES if _shown(place)]
    return g.navigation


def _shown(place: Place) -> bool:
    known = place.endpoint in current_app.view_functions
    return known and (place.duty is None or has(current_user, place.duty))


def _item(place: Place) -> Item:
    counter = current_app.extensions.get(COUNTS, {}).get(place.endpoint)
    count = counter(current_user) if counter else Count(0)
    return Item(
        endpoint=place.endpoint,
        url=url_for(place.endpoint),
        label=str(place.label),
        short=str(place.short or place.label),
        icon=place.icon,
        group=str(place.group),
        active=_is_here(place.endpoint),
        count=count.number,
        late=count.late,
    )


def _is_here(endpoint: str) -> bool:
    here = request.endpoint or ""
    if here == endpoint:
        return True
    siblings = {place.endpoint for place in PLACES if _shown(place)}
    return here not in siblings and current_app.extensions.get("belongs", {}).get(here) == endpoint

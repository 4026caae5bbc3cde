"""Ctrl K: pages, directives and people by a few typed words, each only to whoever may open it."""

from collections.abc import Iterable, Iterator
from contextlib import suppress

from flask import request, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload
from werkzeug.wrappers import Response

from intranet.core.database import db
from intranet.directives.audience.visibility import tokens_for
from intranet.language.text.normalization import canonical
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, has, signed_in
from intranet.people.roles import Role
from intranet.reading.coverage.queries import watches
from intranet.search.engines.port import IndexUnavailable
from intranet.search.engines.registry import engine
from intranet.search.suggest.suggestions import suggestions
from intranet.search.suggest.typed_query import (
    LONGEST,
    SearchSuggestion,
    SuggestionGroup,
    TypedQuery,
    all_begin_a_word,
    plain_words,
    typed,
)
from intranet.search.suggest.views import told
from intranet.search.suggest.visible_titles import VisibleTitles
from intranet.web.sidebar import sidebar
from intranet.web.views import bp

MOST_PEOPLE, LEAST = 6, 2
FOUND = (SuggestionGroup.SYMBOL, SuggestionGroup.TITLE)
MORE_PAGES = (
    ("reading.receipts", _l("Biên nhận của tôi"), Permission.READ),
    ("search.saved", _l("Câu tìm đã lưu"), Permission.READ),
    ("search.advanced", _l("Tìm nâng cao"), Permission.READ),
    ("people.notices", _l("Thông báo"), None),
    ("people.account", _l("Tài khoản"), None),
    ("meetings.new", _l("Tạo buổi sinh hoạt"), Permission.ORGANISE),
    ("search.words", _l("Từ viết tắt, từ đồng nghĩa"), Permission.CHECK),
    ("people.groups", _l("Nhóm người nhận"), Permission.CHECK),
    ("people.days_off", _l("Ngày nghỉ"), Permission.CHECK),
    ("people.departments", _l("Đơn vị"), Permission.ADMINISTER),
    ("people.staff_new", _l("Thêm người"), Permission.ADMINISTER),
    ("people.staff_import", _l("Nhập danh sách người từ tệp"), Permission.ADMINISTER),
)
"""Pages that have no entry of their own in the sidebar: endpoint, name, who may."""


@bp.get("/di-nhanh")
def palette() -> Response:
    """Groups of lines for `?q=`, as the search box draws them; all pages when nothing is typed."""
    raw, staff = request.args.get("q", "")[:LONGEST], signed_in()
    entered = typed(raw)
    reads = has(staff, Permission.READ)
    words = raw.strip()
    lines = (
        *_pages(staff, plain_words(canonical(raw)), entered),
        *(_directives(db.session, staff, raw) if reads else ()),
        *people(db.session, staff, entered),
    )
    return told(lines, _search(words) if words and reads else None)


def _search(words: str) -> dict[str, str]:
    text = _("Tìm “%(q)s” trong mọi văn bản", q=words)
    return {"text": text, "url": url_for("search.index", q=words), "icon": "search"}


def _pages(staff: StaffMember, words: list[str], entered: TypedQuery) -> Iterator[SearchSuggestion]:
    for label, detail, url in _openable(staff):
        if all_begin_a_word(words, label):
            marks = entered.spans(label) if words else ()
            yield SearchSuggestion(SuggestionGroup.PAGE, label, detail, url=url, marks=marks)


def _openable(staff: StaffMember) -> Iterable[tuple[str, str, str]]:
    """Name, key and address of every page that this person may open."""
    for item in sidebar():
        yield str(item["label"]), f"g {item['key']}" if item["key"] else "", item["url"]
    for endpoint, label, permission in MORE_PAGES:
        if permission is None or has(staff, permission):
            yield str(label), "", url_for(endpoint)


def _directives(session: Session, staff: StaffMember, raw: str) -> Iterable[SearchSuggestion]:
    with suppress(IndexUnavailable):  # pages and people are found without it
        found = suggestions(
            engine(), raw, tokens_for(session, staff), VisibleTitles(session, staff)
        )
        return [line for line in found if line.group in FOUND]
    return ()


def people(session: Session, staff: StaffMember, entered: TypedQuery) -> list[SearchSuggestion]:
    """People by name: their accounts to whoever keeps them, what they owe to whoever watches it."""
    keeps = has(staff, Permission.ADMINISTER)
    if len("".join(entered.words)) < LEAST or not (keeps or has(staff, Permission.WATCH)):
        return []
    known = select(StaffMember).where(StaffMember.left_on.is_(None))
    if not keeps:
        known = known.where(
            watches(staff, StaffMember.department_id), StaffMember.role != Role.ADMIN
        )
    known = known.options(joinedload(StaffMember.department)).order_by(StaffMember.full_name)
    named = (
        one for one in session.scalars(known) if all_begin_a_word(entered.words, one.full_name)
    )
    return [
        SearchSuggestion(
            SuggestionGroup.PERSON,
            one.full_name,
            one.department.name,
            url=url_for("people.staff_edit", number=one.id)
            if keeps
            else url_for("reading.person", staff_id=one.id),
            marks=entered.spans(one.full_name),
        )
        for one, _place in zip(named, range(MOST_PEOPLE), strict=False)
    ]

"""Which part of the guide a page leads to. A new entry of the sidebar gets its part here."""

from flask import Flask, request, url_for

from intranet.web.guide.hard_words import hard_word
from intranet.web.sidebar import ENTRIES

PARTS = {
    "web.home": "trang-chu",
    "reading.mine": "can-doc",
    "directives.register": "so-van-ban",
    "search.index": "tim-kiem",
    "assistant.index": "hoi-dap",
    "assistant.gaps": "hoi-dap",
    "meetings.index": "sinh-hoat-chuyen-de",
    "reading.coverage": "theo-doi-doc",
    "programme.index": "bao-cao",
    "intake.upload": "tai-len",
    "intake.queue": "kiem-tra-va-phat-hanh",
    "directives.missing": "dan-chieu",
    "people.away": "vang-mat-nhom-ngay-nghi",
    "search.board": "theo-doi-tim-kiem-tu-ngu",
    "people.staff": "nhan-su",
    "intake.channels": "nguon-nhan",
    "intake.isolations": "cach-ly",
    "search.words": "theo-doi-tim-kiem-tu-ngu",
    "search.index_state": "chi-muc",
    "web.audit": "nhat-ky",
    "web.office_settings_page": "thiet-dat",
    "web.system": "he-thong",
    # pages that have a part of their own
    "people.account": "tai-khoan-va-thong-bao",
    "people.notices": "tai-khoan-va-thong-bao",
    "reading.recorded": "cong-ghi-gi-ve-toi",
    "reading.receipts": "bien-nhan-cua-toi",
    "directives.show": "doc-va-xac-nhan-mot-van-ban",
    "directives.graph": "quan-he-giua-cac-van-ban",
    "directives.edit": "sua-sau-khi-phat-hanh",
    "intake.page": "chu-tung-trang",
    "reading.directive_coverage": "tinh-hinh-doc-mot-van-ban",
    "reading.questions": "cau-hoi-kiem-tra",
    "reading.informed_people": "theo-doi-doc",
    "reading.remind_people": "nhac-va-mien-doc",
    "reading.order": "sua-sau-khi-phat-hanh",
    "programme.register": "so-dang-ky-van-ban-den",
    "people.staff_import": "nhap-danh-sach-nhan-su",
}
"""Endpoint → the part's name in the guide's address."""


def part_of(endpoint: str) -> str:
    """The part for a page: its own, else that of the sidebar's entry it lies under; "" for none."""
    if endpoint in PARTS:
        return PARTS[endpoint]
    above = (entry.endpoint for entry in ENTRIES if endpoint in entry.covers)
    return PARTS.get(next(above, ""), "")


def guide_url() -> str:
    """The guide, opened at what tells of the page that is shown."""
    return url_for("web.guide", _anchor=part_of(request.endpoint or "") or None)


def register(app: Flask) -> None:
    """Let every page lead to its part of the guide, and explain its hard words."""
    app.jinja_env.globals.update(guide_url=guide_url, hard_word=hard_word)

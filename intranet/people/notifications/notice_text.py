"""The words of a notice, said in the language of whoever looks."""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from flask import url_for
from flask_babel import force_locale, format_date
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.routing import BuildError

from intranet.core.clock import local_day
from intranet.people.notifications.models import MailWish, Notice

MAIL_WORDS = {
    MailWish.URGENT: _l("Tin khẩn gửi ngay, tin khác gộp một thư mỗi ngày"),
    MailWish.DIGEST: _l("Gộp mọi tin vào một thư mỗi ngày"),
    MailWish.OFF: _l("Không gửi thư, chỉ báo ở chuông"),
}
_kinds: dict[str, tuple[object, str]] = {}
"""(words, icon) by kind, as the rooms above registered them."""


def register_kind(kind: str, words: object, icon: str = "bell") -> None:
    """Let notices of this kind stand under these (lazy) words, with this icon."""
    _kinds[kind] = (words, icon)


def kind_words(kind: str) -> str:
    """What notices of a kind are called together; "" for a kind nobody has named."""
    return str(_kinds.get(kind, ("", ""))[0])


def kind_icon(kind: str) -> str:
    """The icon of a kind."""
    return _kinds.get(kind, ("", "bell"))[1]


def sentence_of(words: object) -> str:
    """The Vietnamese sentence that is kept, also of a lazy one."""
    if isinstance(words, str):
        return words
    with force_locale("vi"):
        return str(words)


def stored_gaps(gaps: Mapping[str, object]) -> dict[str, Any]:
    """What fills the gaps in the form that is kept: words stay words, days stay days."""
    return {name: _stored(value) for name, value in gaps.items()}


def _stored(value: object) -> object:
    day = local_day(value) if isinstance(value, datetime) else value
    return {"day": day.isoformat()} if isinstance(day, date) else str(value)


class _Gaps(dict[str, str]):
    def __missing__(self, _name: str) -> str:
        # A notice from before an update may lack what a sentence wants today.
        return "…"


def said(notice: Notice) -> str:
    """The sentence of a notice in the language of the moment, on one line."""
    words = _(notice.words)
    if notice.gaps:
        words %= _Gaps({name: _shown(value) for name, value in notice.gaps.items()})
    return " ".join(words.split())


def _shown(value: object) -> str:
    if isinstance(value, dict):
        return str(format_date(date.fromisoformat(value["day"]), "dd/MM/yyyy"))
    return str(value)


def leads_to(notice: Notice) -> str:
    """The address that a notice opens: its own page, or the list of notices."""
    try:
        return url_for(notice.endpoint or "people.notices", **notice.place)
    except BuildError:
        return url_for("people.notices")

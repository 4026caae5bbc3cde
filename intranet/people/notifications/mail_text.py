"""What stands in letters: one line for each notice, and the way to it.

Never more than the sentence of the notice (symbol and subject at most) and a link: a directive may
be for a few people only, and a letter leaves the house; it lies on foreign servers and shows on
locked telephones, where none of the portal's rights hold. The directive is behind the sign-in.
"""

from collections.abc import Sequence
from itertools import groupby

from flask import current_app
from flask_babel import gettext as _

from intranet.core.anchors.anchor_file import Anchor
from intranet.core.current_settings import settings
from intranet.people.notifications.models import Notice
from intranet.people.notifications.notice_text import kind_words, said

LONGEST_LINE, LONGEST_SUBJECT = 300, 150


def address(endpoint: str, **values: object) -> str:
    """The full address of a page for people outside; "" when PORTAL_ADDRESS is not set."""
    base = settings().portal_address.rstrip("/")
    if not base:
        return ""
    return base + current_app.url_map.bind("portal").build(endpoint, values)


def preferences() -> str:
    """Where a person chooses which letters come; "" without PORTAL_ADDRESS."""
    page = address("people.account")
    return page and f"{page}#thu-bao"


def shortened(words: str, longest: int) -> str:
    """The words on one line, cut at a blank when there are too many."""
    words = " ".join(words.split())
    whole = len(words) <= longest
    return words if whole else words[:longest].rsplit(" ", 1)[0].rstrip(" ,;:.") + "…"


def urgent_letter(notice: Notice) -> tuple[str, str]:
    """Subject and text of a letter about one notice, in the language of the moment."""
    words = said(notice)
    return shortened(words, LONGEST_SUBJECT), _page([_entry(notice)])


def digest_letter(notices: Sequence[Notice]) -> tuple[str, str]:
    """Subject and text of the daily letter: all notices by kind, oldest first."""
    ordered = sorted(notices, key=lambda notice: (not notice.urgent, notice.kind, notice.id))
    groups = []
    for (late, kind), same in groupby(ordered, key=lambda notice: (not notice.urgent, notice.kind)):
        entries = [_entry(notice) for notice in same]
        named = kind_words(kind) or _("Tin khác")
        title = named if late else _("Khẩn: %(kind)s", kind=named)
        groups.append(f"{title} ({len(entries)})\n{'-' * 40}\n" + "\n\n".join(entries))
    if len(notices) == 1:
        subject = shortened(said(notices[0]), LONGEST_SUBJECT)
    else:
        subject = _("%(n)s tin mới trên cổng của cơ quan", n=len(notices))
    return subject, _page(groups)


def trial_letter() -> tuple[str, str]:
    """Subject and text of the letter with which an administrator tries the mail server."""
    words = _("Nhận được thư này nghĩa là cổng gửi thư được.")
    return _("Thư thử từ cổng của cơ quan"), _page([words])


def anchor_letter(anchor: Anchor, differs: str) -> tuple[str, str]:
    """Subject and text of the letter that keeps an anchor outside the house: hashes, no names."""
    if differs:
        subject = _("CẢNH BÁO: chuỗi nhật ký, biên nhận khác mốc neo")
        said = _("Cổng thấy khác với mốc neo đã ghi: %(words)s. Hãy giữ nguyên máy chủ, báo lãnh "
                 "đạo, chạy flask receipts verify, flask audit verify.", words=differs)  # fmt: skip
    else:
        subject = _("Mốc neo số %(n)s của cổng", n=anchor.number)
        said = _("Hãy giữ thư này. Dòng dưới đây là mã của chuỗi nhật ký và chuỗi biên nhận lúc "
                 "lập mốc, có chữ ký của cổng; lưu thành tệp rồi đối chiếu bằng "
                 "flask receipts verify --anchors TỆP.")  # fmt: skip
    return subject, _page([said, anchor.line])


def _entry(notice: Notice) -> str:
    words = shortened(said(notice), LONGEST_LINE)
    link = address("people.notice_open", number=notice.id)
    return f"{words}\n{link}" if link else words


def _page(parts: Sequence[str]) -> str:
    agency = settings()
    ways = preferences()
    foot = [
        "-- ",
        f"{agency.agency_name} {agency.agency_place}".strip(),
        _("Thư do máy gửi, xin không trả lời. Toàn văn chỉ xem được sau khi đăng nhập cổng."),
    ]
    if ways:
        foot.append(_("Đổi cách nhận thư: %(link)s", link=ways))
    return "\n\n".join([*parts, "\n".join(foot)]) + "\n"

"""The columns of the register of directives: of its export, and those added to its page.

A further column is one more line here; with a `key` people can add it to the page (`?cot=key`).
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from intranet.directives.models import Directive
from intranet.directives.words import LEVEL, STATUS, TYPE, URGENCY

Cell = str | date | None


@dataclass(frozen=True)
class RegisterColumn:
    """A column: its title, its width in a workbook (characters), what it says of a directive."""

    title: Any
    width: int
    content: Callable[[Directive], Cell]
    key: str = ""
    css: str = ""
    wraps: bool = False


def _topics(directive: Directive) -> str:
    return ", ".join(topic.name for topic in directive.topics)


COLUMNS = (
    RegisterColumn(_l("Số, ký hiệu"), 20, lambda directive: directive.symbol),
    RegisterColumn(_l("Loại văn bản"), 16, lambda each: str(TYPE[each.kind]) if each.kind else ""),
    RegisterColumn(_l("Cấp ban hành"), 14, lambda directive: str(LEVEL[directive.level])),
    RegisterColumn(_l("Cơ quan ban hành"), 30, lambda directive: directive.issuing_body.name),
    RegisterColumn(_l("Ngày ban hành"), 13, lambda directive: directive.issued_on),
    RegisterColumn(_l("Ngày đến"), 13, lambda directive: directive.received_on, "den"),
    RegisterColumn(_l("Trích yếu"), 80, lambda directive: directive.subject, wraps=True),
    RegisterColumn(_l("Người ký"), 24, lambda directive: directive.signer, "nguoi_ky"),
    RegisterColumn(_l("Chức vụ người ký"), 24, lambda directive: directive.signer_title),
    RegisterColumn(_l("Độ khẩn"), 14, lambda directive: str(URGENCY[directive.urgency]), "khan"),
    RegisterColumn(_l("Hiệu lực"), 20, lambda directive: str(STATUS[directive.status])),
    RegisterColumn(_l("Chủ đề"), 30, _topics, "chu_de", "w-25"),
)
NUMBER_WIDTH = 6
ADDED = tuple(column for column in COLUMNS if column.key)
"""The columns that somebody may add to the page."""


def titles() -> list[str]:
    """The titles of an exported table, the running number first."""
    return [_("Số thứ tự"), *(str(column.title) for column in COLUMNS)]

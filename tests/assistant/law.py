"""A short law on complaints, as the tests of answers file it."""

from typing import Any

from intranet.directives.models import Directive
from intranet.language.bodies.document_types import DocumentType
from intranet.search.index import indexing
from tests.making import Make

LAW = (
    "Điều 27. Thụ lý giải quyết khiếu nại\n"
    "Trong thời hạn 10 ngày, người có thẩm quyền giải quyết phải thụ lý và thông báo.",
    "Điều 28. Thời hạn giải quyết khiếu nại lần đầu\n"
    "Thời hạn giải quyết khiếu nại lần đầu không quá 30 ngày, kể từ ngày thụ lý.\n"
    "Điều 29. Xác minh nội dung khiếu nại\n"
    "1. Người giải quyết khiếu nại phải kiểm tra lại hành vi của mình.\n"
    "2. Việc xác minh được ghi thành biên bản.",
)
QUESTION = "Thời hạn giải quyết khiếu nại lần đầu là bao lâu?"


def file_law(make: Make, **given: Any) -> Directive:
    """The law, published and indexed."""
    facts = {"symbol": "02/2011/QH13", "subject": "Luật Khiếu nại", "kind": DocumentType.L}
    made = make.directive(**{"pages": LAW, **facts, **given})
    indexing.catch_up()
    return made

"""What a person may not see shows in no answer: the same as if it had never come."""

from typing import Any

from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.search.engines import registry
from intranet.search.index import indexing
from tests.assistant.asked import ask
from tests.assistant.law import LAW, QUESTION
from tests.making import Make

QUESTIONS = (
    QUESTION,
    "Ai xác minh nội dung khiếu nại?",
    "Có bao nhiêu văn bản?",
    "Kế hoạch số 3 giao ai chủ trì?",
    "Ai ban hành 13/KH-UBND?",
    "Văn bản mới nhất là văn bản nào?",
)
PLANS = [f"1. Phòng {n} chủ trì kế hoạch số {n}.\n2. Hạn là {n + 5} ngày." for n in range(4)]


def shown(reader: StaffMember) -> list[Any]:
    """All answers without times, scores and certainty."""
    told = [ask(question, reader) for question in QUESTIONS]
    for each in told:
        each["ms"] = each["certainty"] = None
        for quote in (*each["answers"], *each["near"]):
            quote["score"] = None
    return told


@settings(max_examples=8)
@given(hidden=st.lists(st.booleans(), min_size=5, max_size=5))
def test_answers_are_those_of_a_store_without_what_is_hidden(
    app: Flask, hidden: list[bool]
) -> None:
    db.session.rollback()
    make = Make(db.session)
    db.drop_all()
    db.create_all()
    reader, other = make.staff(), make.staff()
    body = make.body()
    texts = [list(LAW), *([plan] for plan in PLANS)]
    directives: list[Directive] = [
        make.directive(symbol=f"1{n}/KH-UBND", subject=f"Kế hoạch {n}", pages=pages,
                       issuing_body=body, audience=[other] if hidden[n] else [reader])
        for n, pages in enumerate(texts)
    ]  # fmt: skip
    indexing.rebuild()
    with_hidden = shown(reader)
    for directive, is_hidden in zip(directives, hidden, strict=True):
        if is_hidden:
            directive.isolated_at = directive.published_at
    db.session.commit()
    indexing.rebuild()
    assert registry.engine().stats().entries == hidden.count(False)
    assert shown(reader) == with_hidden

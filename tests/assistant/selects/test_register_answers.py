"""Counting and listing: the register's own rows, and nothing that the person may not see."""

from datetime import date, timedelta

import pytest

from intranet.core.clock import today
from intranet.core.database import db
from intranet.directives.models import Relation, RelationKind, Status
from intranet.directives.register.directive_filter import DirectiveFilter
from intranet.directives.register.queries import whole_register
from intranet.directives.values import ReadingOrder
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember
from intranet.reading.assignments.actions import assign
from tests.assistant.asked import ask, symbols
from tests.making import Make


@pytest.fixture
def reader(make: Make) -> StaffMember:
    """A reader of the agency."""
    return make.staff()


def party_resolutions(make: Make) -> None:
    """Three resolutions of the provincial Party committee, one of them of another year."""
    body = make.body("Tỉnh ủy Lạng Sơn", level=Level.PROVINCIAL_PARTY)
    for number, year in ((1, 2025), (2, 2025), (3, 2024)):
        make.directive(
            symbol=f"0{number}-NQ/TU", issuing_body=body, issued_on=date(year, 3, number),
            kind=DocumentType.NQ, level=Level.PROVINCIAL_PARTY,
        )  # fmt: skip
    make.directive(symbol="211/KH-UBND", issued_on=date(2025, 8, 12))


def test_how_many_there_are_is_counted_and_listed_as_the_register_does(
    make: Make, reader: StaffMember
) -> None:
    party_resolutions(make)
    answer = ask("Có bao nhiêu nghị quyết của Tỉnh ủy năm 2025?", reader)
    assert answer["answerable"]
    assert answer["kind"] == "count"
    assert answer["sql"] == {
        "select": "count", "kind": "Nghị quyết", "level": "provincial_party", "year": 2025,
        "value": 2,
    }  # fmt: skip
    narrowed = DirectiveFilter(level=Level.PROVINCIAL_PARTY, kind=DocumentType.NQ, year=2025)
    rows = whole_register(db.session, reader, narrowed)
    assert symbols(answer) == [row.symbol for row in rows] == ["02-NQ/TU", "01-NQ/TU"]


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        ("Liệt kê các nghị quyết của Tỉnh ủy Lạng Sơn", ["02-NQ/TU", "01-NQ/TU", "03-NQ/TU"]),
        ("liet ke nghi quyet cua tinh uy lang son nam 2024", ["03-NQ/TU"]),
        ("Nghị quyết mới nhất của Tỉnh ủy là văn bản nào?", ["02-NQ/TU"]),
        ("Kế hoạch nào của UBND tỉnh Lạng Sơn ban hành năm 2025?", ["211/KH-UBND"]),
        (
            "Số lượng nghị quyết do Tỉnh ủy ban hành năm 2025 là bao nhiêu?",
            ["02-NQ/TU", "01-NQ/TU"],
        ),
        ("Có bao nhiêu văn bản năm 9999?", []),
        ("Có bao nhiêu văn bản năm 0?", []),
        ("Có bao nhiêu thông tư của Bộ Tài chính?", []),
    ],
)
def test_lists_counts_and_the_newest_in_other_words(
    make: Make, reader: StaffMember, question: str, expected: list[str]
) -> None:
    party_resolutions(make)
    answer = ask(question, reader)
    assert answer["answerable"]
    assert symbols(answer) == expected
    assert answer["total"] == len(expected)


@pytest.mark.parametrize(
    "question",
    [
        "Có bao nhiêu văn bản về khiếu nại?",
        "Mọi văn bản",
        "Nghị quyết nào nói về chuyển đổi số?",
        "Những cơ quan nào ban hành nghị định?",
        "Hội đồng có bao nhiêu thành viên?",
        "Select count(*) from directive; Có bao nhiêu văn bản'; drop table directive",
    ],
)
def test_one_further_word_and_the_register_does_not_answer(
    make: Make, reader: StaffMember, question: str
) -> None:
    party_resolutions(make)
    assert ask(question, reader)["sql"] is None


def test_only_what_a_person_may_see_is_counted(make: Make) -> None:
    inside, outside = make.staff(), make.staff()
    body = make.body("Bộ Nội vụ", level=Level.CENTRAL)
    make.directive(symbol="1/TT-BNV", kind=DocumentType.TT, issuing_body=body, audience=[inside])
    question = "Có bao nhiêu thông tư của Bộ Nội vụ?"
    assert ask(question, inside)["sql"]["value"] == 1
    hidden = ask(question, outside)
    assert hidden["sql"] == {"select": "count", "kind": "Thông tư", "body": "Bộ Nội vụ", "value": 0}
    assert ask("Ai ban hành 1/TT-BNV?", outside) == {
        **ask("Ai ban hành 1/TT-BNV?", make.staff()),
        "ms": pytest.approx(0, abs=10_000),
    }


def test_what_i_have_not_read_comes_from_my_receipts_oldest_deadline_first(make: Make) -> None:
    reader = make.staff()
    later, sooner = make.directive(symbol="5/KH-UBND"), make.directive(symbol="6/KH-UBND")
    make.directive(symbol="7/KH-UBND")
    for directive, days in ((later, 9), (sooner, 4)):
        order = ReadingOrder(deadline=today() + timedelta(days=days))
        assign(db.session, make.clerk(), directive.latest, order)
    db.session.commit()
    answer = ask("Văn bản nào tôi chưa đọc?", reader)
    assert answer["kind"] == "unread"
    assert symbols(answer) == ["6/KH-UBND", "5/KH-UBND"]
    assert ask("Tôi còn bao nhiêu văn bản chưa đọc?", reader)["sql"]["value"] == 2
    assert symbols(ask("Tôi chưa đọc nghị quyết nào?", reader)) == []


def test_facts_of_one_directive_come_from_its_row(make: Make) -> None:
    reader = make.staff()
    old = make.directive(
        symbol="81/2006/QH11", kind=DocumentType.L, subject="Luật Cư trú",
        issuing_body=make.body("Quốc hội"), issued_on=date(2006, 11, 29), status=Status.REPLACED,
        signer="Nguyễn Phú Trọng",
    )  # fmt: skip
    new = make.directive(symbol="68/2020/QH14", kind=DocumentType.L, subject="Luật Cư trú")
    db.session.add(Relation(
        directive=new, kind=RelationKind.REPLACES, target=old, target_symbol=old.symbol,
        target_key=lookup_key(old.symbol), added_by_id=old.published_by_id, added_at=old.changed_at,
    ))  # fmt: skip
    db.session.commit()
    values = {
        "Ai ban hành 81/2006/QH11?": "Quốc hội",
        "81/2006/QH11 ban hành ngày nào?": "29/11/2006",
        "81/2006/QH11 do ai ký?": "Nguyễn Phú Trọng",
        "Luật Cư trú số 81/2006/QH11 còn hiệu lực không?": "replaced",
        "Văn bản nào thay thế 81/2006/QH11?": "68/2020/QH14",
        "luat cu tru 81/2006/qh11 bi thay the chua": "68/2020/QH14",
    }
    for question, value in values.items():
        assert ask(question, reader)["sql"]["value"] == value, question
    assert symbols(ask("Văn bản nào thay thế 81/2006/QH11?", reader)) == ["68/2020/QH14"]


def test_a_symbol_that_nothing_bears_is_refused_in_the_same_words_as_a_hidden_one(
    make: Make,
) -> None:
    hidden = make.directive(symbol="9/KH-UBND", audience=[make.staff()])
    reader = make.staff()
    for question in ("Ai ban hành {}?", "{} giao ai chủ trì việc này?"):
        unknown = ask(question.format("7017/2024/TT-BTC"), reader)
        kept = ask(question.format(hidden.symbol), reader)
        assert not unknown["answerable"]
        assert not kept["answerable"]
        assert unknown["unknown_symbol"] == "7017/2024/TT-BTC"
        assert {**unknown, "unknown_symbol": "", "ms": 0} == {**kept, "unknown_symbol": "", "ms": 0}

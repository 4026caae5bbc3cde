from datetime import date

import pytest

from intranet.core.database import db
from intranet.directives.models import Directive, Relation, Status, Urgency
from intranet.language.bodies.document_types import DocumentType
from intranet.language.bodies.levels import Level

FIELDS = {
    "symbol": "212/KH-UBND",
    "kind": "CT",
    "level": "AGENCY",
    "body": "Thanh tra tỉnh Lạng Sơn",
    "issued_on": "12/8/2025",
    "received_on": "2025-08-14",
    "subject": "Chỉ thị\nmới",
    "signer": "Hà Bích Thảo",
    "signer_title": "Chánh Thanh tra",
    "urgency": "URGENT",
    "status": "NOT_YET",
    "topics": "Chuyển đổi số, Nghị quyết 57; Chuyển đổi số",
    "for_website": "y",
}


@pytest.fixture
def one(make):
    return make.directive(symbol="211/KH-UBND")


def fields(one, **changes):
    return {**FIELDS, "changed": one.changed_at.isoformat(), **changes}


def send(site, one, endpoint="directives.correct", **data):
    return site.post(endpoint, data=data, directive_id=one.id)


def test_the_clerk_corrects_every_fact(site, make, one):
    site.sign_in(make.clerk())
    page = site.get("directives.edit", directive_id=one.id)
    assert page.field("symbol") == "211/KH-UBND"
    answer = send(site, one, **fields(one))
    assert answer.status_code == 302
    db.session.refresh(one)
    assert (one.symbol, one.symbol_key, one.subject) == ("212/KH-UBND", "212khubnd", "Chỉ thị mới")
    assert (one.kind, one.level, one.urgency) == (DocumentType.CT, Level.AGENCY, Urgency.URGENT)
    assert (one.issued_on, one.received_on) == (date(2025, 8, 12), date(2025, 8, 14))
    assert (one.status, one.for_website) == (Status.NOT_YET, True)
    assert [topic.name for topic in one.topics] == ["Chuyển đổi số", "Nghị quyết 57"]


def test_only_the_clerk_corrects(site, make, one):
    for person in (make.staff(), make.leader(), make.unit_head(), make.admin()):
        site.sign_in(person)
        site.get("directives.edit", directive_id=one.id, status=403)
        for endpoint in ("directives.correct", "directives.relate", "directives.recall"):
            assert send(site, one, endpoint, **fields(one)).status_code == 403
    assert one.symbol == "211/KH-UBND"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"subject": " "}, "Ô này cần được điền."),
        ({"issued_on": "31/2/2025"}, "Không đọc được ngày"),
        ({"issued_on": "12/8/0025"}, "Không đọc được ngày"),
        ({"issued_on": "1/1/2999"}, "Ngày ban hành hoặc ngày đến ở tương lai"),
        ({"kind": "XX"}, "Hãy chọn một mục có trong danh sách."),
        ({"topics": "a" * 90}, "Mỗi chủ đề dài nhất 80 ký tự"),
        ({"symbol": "1" * 90}, "dài quá 80 ký tự"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_nothing_is_lost(site, make, one, wrong, said):
    site.sign_in(make.clerk())
    answer = send(site, one, **fields(one, **wrong))
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert said in page
    assert "Hà Bích Thảo" in page
    db.session.refresh(one)
    assert one.symbol == "211/KH-UBND"


def test_a_symbol_that_exists_is_refused_beside_the_symbol(site, make, one):
    other = make.directive(
        symbol="212/KH-UBND",
        issued_on=date(2025, 8, 12),
        issuing_body=make.body("Thanh tra tỉnh Lạng Sơn"),
    )
    site.sign_in(make.clerk())
    answer = send(site, one, **fields(one))
    assert answer.status_code == 400
    assert "đã có trong kho" in answer.get_data(as_text=True)
    assert db.session.query(Directive).filter_by(symbol="212/KH-UBND").one() == other


def test_two_clerks_do_not_overwrite_one_another(site, make, one):
    site.sign_in(make.clerk())
    stale = fields(one)
    assert send(site, one, **stale).status_code == 302
    answer = send(site, one, **{**stale, "subject": "Của người thứ hai"})
    assert answer.status_code == 409
    assert "Của người thứ hai" in answer.get_data(as_text=True)
    db.session.refresh(one)
    assert one.subject == "Chỉ thị mới"


def test_a_relation_is_added_by_symbol_and_taken_back(site, make, one):
    site.sign_in(make.clerk())
    for _ in range(2):
        send(site, one, "directives.relate", relation="BASIS", target="57 - nq/tw")
    relation = db.session.query(Relation).one()
    assert (relation.target_symbol, relation.directive_id) == ("57-NQ/TW", one.id)
    page = site.get("directives.edit", directive_id=one.id)
    assert "Căn cứ 57-NQ/TW chưa có trong kho" in page.text
    for _ in range(2):
        answer = site.post("directives.unrelate", directive_id=one.id, relation_id=relation.id)
        assert answer.status_code == 302
    assert db.session.query(Relation).count() == 0


def test_a_relation_that_cannot_be_is_said_beside_the_field(site, make, one):
    site.sign_in(make.clerk())
    for target, said in (
        ("hôm qua", "Không đọc được số, ký hiệu"),
        ("211/KH-UBND", "chính nó"),
        ("", "Ô này cần được điền."),
    ):
        answer = send(site, one, "directives.relate", relation="BASIS", target=target)
        page = answer.get_data(as_text=True)
        assert answer.status_code == 400
        assert said in page
        assert 'value="211/KH-UBND"' in page

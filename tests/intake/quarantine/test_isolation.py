"""A secrecy mark that is found too late: hidden at once, wiped by number, nothing left."""

from datetime import timedelta
from io import BytesIO

import pytest
from sqlalchemy import select

from config import Settings
from intranet.core import hash_chain
from intranet.core.audit import AuditEntry
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.storage import storage, write_whole
from intranet.core.task_queue import tasks
from intranet.directives.citations.models import FileCitation
from intranet.directives.models import Directive, Relation, RelationKind, StoredFile, Version
from intranet.directives.viewer import printable_forms
from intranet.intake.quarantine import isolation
from intranet.intake.quarantine.models import Isolation
from intranet.intake.quarantine.preflight import run_preflight
from intranet.intake.quarantine.purge import WIPED_DIRECTIVE
from intranet.intake.quarantine.refusals import Refused
from intranet.reading.models import Assignment, ReceiptStep
from intranet.search.engines import registry
from tests.intake import sample_files
from tests.intake.isolation_case import SECRET, Case, files_with, ordered, seen_by, tables_with
from tests.making import Make
from tests.site import Page, Site

HIDDEN = 404


@pytest.fixture
def case(make: Make) -> Case:
    """The paper that must go."""
    return Case(make)


def test_what_the_clerk_asks_for_nobody_sees_any_more(site: Site, case: Case) -> None:
    answer = site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert answer.status_code == 302
    for staff in (case.clerk, case.leader, case.reader):
        assert seen_by(site, staff, case) <= {403, 404}
        for page in ("directives.register", "reading.mine", "web.home", "meetings.index"):
            assert SECRET not in site.get(page).html
        found = site.get("search.index", q=SECRET)
        assert f"Về việc {SECRET}" not in found.text
        assert f"{SECRET} trang" not in found.text
        shown = site.get("meetings.show", meeting_id=case.meeting.id)
        assert SECRET not in shown.html
    site.sign_in(case.leader)
    assert SECRET not in site.get("reading.coverage").html
    assert f"directive:{case.id}" not in registry.engine().ids()
    assert case.place.exists()


def test_what_was_asked_for_by_mistake_comes_back(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert site.fetch("directives.show", directive_id=case.id).status_code == HIDDEN
    site.sign_in(case.admin).post("intake.isolation_lift", number=case.file_id)
    tasks().drain()
    page = site.sign_in(case.reader).get("directives.show", directive_id=case.id)
    assert SECRET in page.html
    assert f"directive:{case.id}" in registry.engine().ids()


def test_an_item_on_the_desk_is_asked_for_in_the_same_way(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_item", item_id=case.item_id)
    assert site.fetch("intake.check", item_id=case.item_id).status_code == HIDDEN
    assert site.fetch("directives.show", directive_id=case.id).status_code == HIDDEN
    assert SECRET not in site.get("intake.queue").html


def test_the_administrator_sees_numbers_and_no_content(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    page = site.sign_in(case.admin).get("intake.isolations")
    assert SECRET not in page.html
    assert "77/KH-UBND" not in page.html
    assert f"Tệp số {case.file_id}" in page.text
    assert site.sign_in(case.clerk).fetch("intake.isolations").status_code == 403


def test_nothing_of_a_wiped_paper_is_left(site: Site, case: Case, settings: Settings) -> None:
    pictures = settings.instance / "pictures"
    pictures.mkdir()
    (pictures / f"{case.sha256}-1-1000.png").write_bytes(SECRET.encode())
    write_whole(printable_forms.place_of(case.sha256), SECRET.encode())
    db.session.add(
        FileCitation(
            file_id=case.file_id, page=1, key="1-qd-ttg", symbol="1/QĐ-TTg", sentence=SECRET,
            kind=RelationKind.BASIS,
        )
    )  # fmt: skip
    db.session.commit()
    assert tables_with(SECRET)
    ordered(site, case)
    assert not case.place.exists()
    assert not list(pictures.iterdir())
    assert tables_with(SECRET) == []
    assert tables_with("77/KH-UBND") == ["relation.target_symbol"]
    tasks().drain()
    db.session.remove()
    db.engine.dispose()
    assert files_with(SECRET, settings.data) == []
    assert db.session.get_one(Isolation, case.file_id).finished_at is not None
    assert db.session.get_one(Isolation, case.file_id).sha256 == ""


def test_a_wiped_paper_is_there_for_nobody(site: Site, case: Case) -> None:
    ordered(site, case)
    for staff in (case.clerk, case.leader, case.reader, case.admin):
        assert seen_by(site, staff, case) <= {302, 403, 404}
    tasks().drain()
    assert seen_by(site, case.clerk, case) <= {302, 404}
    assert (
        site.sign_in(case.clerk).fetch("directives.show", directive_id=case.id).status_code == 404
    )
    assert db.session.get_one(Directive, case.id).subject == WIPED_DIRECTIVE
    assert site.sign_in(case.leader).get("search.index", q="kế hoạch 77").status == 200
    for page in ("reading.receipts", "reading.mine", "web.home"):
        assert SECRET not in site.sign_in(case.reader).get(page).html


def test_proofs_of_reading_and_the_audit_trail_stay_whole(site: Site, case: Case) -> None:
    before = db.session.scalars(select(ReceiptStep.row_hash)).all()
    ordered(site, case)
    tasks().drain()
    assert db.session.scalars(select(ReceiptStep.row_hash)).all() == before
    for model in (ReceiptStep, AuditEntry):
        assert hash_chain.verify(db.session, model).broken_at is None
    assert db.session.scalars(select(Assignment)).all() == []
    acts = db.session.scalars(select(AuditEntry.act).order_by(AuditEntry.id)).all()
    kept = [act for act in acts if act.startswith("isolation.")]
    assert kept == ["isolation.ordered", "isolation.finished"]
    site.sign_in(case.reader).get("reading.receipts")


def test_what_another_paper_says_stays_without_the_link(site: Site, case: Case) -> None:
    number = case.relation.id
    ordered(site, case)
    kept = db.session.get_one(Relation, number)
    assert (kept.target_symbol, kept.target_id) == ("77/KH-UBND", None)


def test_every_version_goes_with_a_directive(site: Site, case: Case, make: Make) -> None:
    later = make.file(pages=[f"{SECRET} mới"], name=f"{SECRET}2.pdf")
    db.session.add(
        Version(
            directive_id=case.id, number=2, file=later, published_at=now(), note=SECRET,
            published_by_id=case.clerk.id,
        )
    )  # fmt: skip
    db.session.commit()
    place = storage().path(later.sha256)
    ordered(site, case)
    assert not place.exists()
    assert not case.place.exists()
    assert tables_with(SECRET) == []


def test_wiping_twice_is_wiping_once(site: Site, case: Case) -> None:
    ordered(site, case)
    first = db.session.scalars(select(AuditEntry.act)).all()
    ordered(site, case)
    tasks().drain()
    tasks().drain()
    acts = db.session.scalars(select(AuditEntry.act)).all()
    assert acts.count("isolation.ordered") == first.count("isolation.ordered") == 1
    assert acts.count("isolation.finished") == 1


def test_the_same_bytes_may_not_come_in_again_while_they_wait(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    copied = storage().receive(BytesIO(sample_files.letter()), 1 << 20)
    db.session.get_one(StoredFile, case.file_id).sha256 = copied.sha256
    db.session.commit()
    with pytest.raises(Refused) as caught:
        run_preflight(db.session, case.clerk, copied, "x.docx")
    assert caught.value.rule == "isolated"


@pytest.mark.parametrize(
    "fields",
    [
        {"what": "directive", "number": "999", "sure": "1"},
        {"what": "item", "number": "999", "sure": "1"},
        {"what": "file", "number": "x", "sure": "1"},
        {"what": "person", "number": "1", "sure": "1"},
        {"what": "directive", "number": "1"},
    ],
)
def test_a_number_that_is_none_says_so_and_wipes_nothing(
    site: Site, case: Case, fields: dict[str, str]
) -> None:
    assert site.sign_in(case.admin).post("intake.isolate", fields).status_code == 400
    assert case.place.exists()
    assert db.session.scalars(select(Isolation)).all() == []


def test_the_administrator_is_shown_what_will_be_gone_before_anything_is(
    site: Site, case: Case
) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    site.sign_in(case.admin)
    page = site.get("intake.isolations", what="directive", number=case.id)
    goes, stays = page.text.split("Sẽ mất, không lấy lại được")[1].split("Còn lại")
    assert f"Tệp số {case.file_id}: DOCX, 2 trang" in goes
    assert f"Văn bản số {case.id} trong kho, mọi bản" in goes
    assert "1 tệp ở trang kiểm tra" in goes
    assert "2 trang chữ đã đọc" in goes
    assert "2 tài liệu buổi sinh hoạt" in goes
    proofs = db.session.scalars(select(ReceiptStep)).all()
    assert f"{len(proofs)} dòng biên nhận" in stays
    assert SECRET not in page.html
    assert "77/KH-UBND" not in page.html
    assert case.place.exists()
    unsure = Page(site.post("intake.isolate", {"what": "directive", "number": str(case.id)}))
    assert "Hãy xác nhận đã hiểu" in unsure.text
    assert "Sẽ mất, không lấy lại được" in unsure.text, "what was asked for is still shown"
    wrong = site.get("intake.isolations", what="directive", number=9999)
    assert "Sẽ mất" not in wrong.text


def test_waiting_cases_are_counted_for_the_administrator(site: Site, case: Case) -> None:
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)
    assert db.session.scalar(isolation.open_isolations_query()) == 1
    assert "1 tệp chờ xóa" in site.sign_in(case.admin).get("intake.isolations").headline
    fields = {"what": "file", "number": str(case.file_id), "sure": "1"}
    assert site.post("intake.isolate", fields).status_code == 302
    assert db.session.scalar(isolation.open_isolations_query()) == 0
    assert not case.place.exists()
    assert timedelta(0) <= now() - db.session.get_one(Isolation, case.file_id).ordered_at

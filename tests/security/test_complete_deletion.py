"""What is isolated is named nowhere from that moment on; what is wiped stands nowhere at all."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy import select
from sqlalchemy.orm import Session

from config import Settings
from intranet.core.application import Portal
from intranet.core.audit import AuditEntry
from intranet.core.clock import now, today
from intranet.core.database import Model, db
from intranet.core.task_queue import tasks
from intranet.directives import actions as repository
from intranet.directives.audience.rule import Audience
from intranet.directives.models import Directive, FilePage, StoredFile, Version
from intranet.directives.values import ReadingOrder
from intranet.directives.viewer import printable_forms
from intranet.intake.models import Arrival, FileReading, IntakeItem
from intranet.intake.quarantine import purge
from intranet.intake.quarantine.models import Isolation
from intranet.intake.quarantine.places import places
from intranet.people.models import StaffMember
from intranet.people.notifications.models import Letter, MailWish, Notice, NoticeChoice
from intranet.people.notifications.notices import notify
from intranet.reading.models import ReceiptStep
from intranet.reading.receipts import proof
from intranet.search.engines import registry
from intranet.search.index import indexing
from intranet.search.recent.models import RecentSearch
from intranet.search.saved.actions import save
from intranet.search.saved.alerts import news_of
from intranet.search.saved.models import SavedSearch
from intranet.search.usage import query_log
from intranet.search.usage.models import QueryLogDay
from tests.assistant.asked import stored_question
from tests.directives.test_publishing import FACTS
from tests.intake.isolation_case import (
    NOTHING_OF_DOCUMENTS,
    SECRET,
    Case,
    files_with,
    ordered,
    tables_with,
)
from tests.making import Make
from tests.site import Site


@pytest.fixture
def case(app: Portal, make: Make, settings: Settings) -> Case:
    """The paper that must go, in an office that sends letters."""
    app.provide(replace(settings, smtp_host="localhost", mail_from="a@b.vn", smtp_security="none"))
    found = Case(make)
    found.reader.email = "doc@b.vn"
    choice = {"digest_hour": 7, "quiet_from": 0, "quiet_to": 0}
    db.session.add(NoticeChoice(staff_id=found.reader.id, mail=MailWish.URGENT, **choice))
    db.session.commit()
    notify(
        db.session, [found.reader.id, found.leader.id], key=f"reminder:{found.id}:x",
        words="Nhắc đọc %(what)s", gaps={"what": SECRET}, endpoint="directives.show",
        values={"directive_id": found.id}, urgent=True,
    )  # fmt: skip
    db.session.commit()
    return found


def asked(site: Site, case: Case) -> None:
    """The clerk hides the directive."""
    site.sign_in(case.clerk).post("intake.ask_directive", directive_id=case.id)


def test_every_table_with_words_is_in_the_list_or_goes_with_the_original(app: Portal) -> None:
    owners = {FilePage: False, StoredFile: False, Version: True, IntakeItem: True, Directive: True}
    hanging = {
        table.name
        for model, may_be_loosened in owners.items()
        for table, column in purge.hanging_on(model)
        if not (may_be_loosened and getattr(column, "nullable", False))
    }
    emptied = {model.__tablename__ for model in (*owners, FileReading, Arrival, Isolation)}
    named = {name for place in places() for name in place.tables}
    worded = {
        table.name
        for table in Model.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, sa.String | sa.JSON) and not isinstance(column.type, sa.Enum)
    }
    assert worded - hanging - emptied - named - NOTHING_OF_DOCUMENTS == set()


def test_what_is_isolated_is_gone_from_every_bell_and_every_letter_at_once(
    site: Site, case: Case
) -> None:
    assert db.session.scalars(select(Notice).filter_by(directive_id=case.id)).all()
    assert [SECRET in letter.text for letter in db.session.scalars(select(Letter))] == [True]
    asked(site, case)
    with Session(db.engine) as another:
        assert another.scalars(select(Notice).filter_by(directive_id=case.id)).all() == []
        assert another.scalars(select(Letter)).all() == []
    assert SECRET not in site.sign_in(case.reader).get("people.notices").html


def test_what_is_isolated_is_named_on_no_page_of_anybody(
    app: Portal, site: Site, case: Case
) -> None:
    receipt = db.session.scalars(select(ReceiptStep).order_by(ReceiptStep.id.desc())).first()
    assert receipt is not None
    known = {
        "directive_id": case.id, "version_id": case.version_id, "meeting_id": case.meeting.id,
        "number": receipt.id, "code": receipt.row_hash, "item_id": case.item_id,
    }  # fmt: skip
    addresses = [
        site.url(rule.endpoint, **{name: known[name] for name in rule.arguments})
        for rule in app.url_map.iter_rules()
        if "GET" in (rule.methods or ()) and rule.arguments <= known.keys()
    ]
    before = named_on(site, case.reader, addresses)
    assert {"/bien-nhan", f"/van-ban/{case.id}"} <= before
    asked(site, case)
    tasks().drain()
    for staff in (case.reader, case.leader, case.clerk, case.admin):
        assert named_on(site, staff, addresses) == set(), staff.role


def named_on(site: Site, staff: StaffMember, addresses: list[str]) -> set[str]:
    """The addresses whose answer to this person names the paper."""
    site.sign_in(staff)
    told = {address: site._send("GET", address).get_data() for address in addresses}
    return {address for address, words in told.items() if SECRET.encode() in words}


def test_a_proof_sheet_names_no_isolated_paper(site: Site, case: Case) -> None:
    def words() -> str:
        rows = proof.my_receipts(db.session, case.reader)
        sheets = proof.proof_of(rows[0], ""), proof.proof_of_all(case.reader, rows, "")
        return str([sheet.facts for sheet in sheets])

    assert SECRET in words()
    assert words().count("77/KH-UBND") == 2
    asked(site, case)
    assert SECRET not in words()
    assert "77/KH-UBND" not in words()
    assert words().count("văn bản đã cách ly") == 2
    assert site.sign_in(case.reader).fetch("reading.proof_of_all").status_code == 200


def spread(app: Portal, case: Case, settings: Settings) -> None:
    """Bring the word into every other place that the list names."""
    search = save(db.session, case.leader, f"/tim-kiem?q={SECRET}+kế+hoạch", f"Theo {SECRET}")
    notify(
        db.session, [case.leader.id], key=f"{news_of(search.id)}1", words="Có mới “%(name)s”",
        gaps={"name": search.name}, endpoint="search.saved_open", values={"number": search.id},
    )  # fmt: skip
    lately = (f"Kế hoạch {SECRET}", "77/KH-UBND")
    searches = [RecentSearch(staff_id=case.leader.id, words=one, asked_at=now()) for one in lately]
    db.session.add_all([stored_question(case.leader, f"{SECRET} là gì?"), *searches])
    db.session.commit()
    for words in (SECRET, f"ke hoach {SECRET.lower()}", "77/KH-UBND", f"{SECRET} không có ở đâu"):
        query_log.note(words, 1)
    pages = f"Hội đồng ({SECRET}) là gì. Tổ công tác liên ngành (gọi tắt là {SECRET}TCT)."
    file = db.session.get_one(Version, case.version_id).file
    for n in range(30):  # old states of a page in free pages of the database
        file.pages[0].rewrite(f"{pages} " * (40 if n % 2 else 1))
        db.session.commit()
    db.session.get_one(Directive, case.id).signer = SECRET
    db.session.commit()
    for folder, name in (
        ("pictures", f"{case.sha256}-1-1000.png"),
        ("pictures", f"{case.sha256}-1-1000.png.12-34.part"),
        ("previews", f"{case.sha256}.pdf"),
        ("previews", f"{case.sha256}.pdf.12-34.part"),
        ("reports", "a.pdf"),
    ):
        place = settings.instance / folder / name
        place.parent.mkdir(exist_ok=True)
        place.write_text(SECRET)
    tasks().drain()
    for engine in filter(registry.is_installed, registry.NAMES):
        indexing.rebuild(engine)


def test_a_paper_that_was_wiped_is_found_nowhere_in_the_data_folder(
    app: Portal, site: Site, case: Case, settings: Settings
) -> None:
    spread(app, case, settings)
    before = {column.partition(".")[0] for column in tables_with(SECRET)}
    expected = {name for place in places() for name in place.tables} - {
        "saved_hit", "abbreviation", "learned_abbreviation", "report_wording",
    }  # fmt: skip
    assert expected <= before
    roots = {Path(name).parts[0] for name in files_with(SECRET, settings.data)}
    assert roots == {"uploads", "instance", "search_index"}
    ordered(site, case)
    tasks().drain()
    db.session.remove()
    db.engine.dispose()
    assert tables_with(SECRET) == []
    assert tables_with("77/KH-UBND") == ["relation.target_symbol"]
    db.session.remove()
    db.engine.dispose()
    assert files_with(SECRET, settings.data) == []
    assert printable_forms.place_of(case.sha256).exists() is False


def test_queries_that_fit_other_papers_too_stay(
    make: Make, site: Site, case: Case, settings: Settings
) -> None:
    make.directive(subject="Kế hoạch tuyên truyền", pages=("Kế hoạch hai trang.",))
    db.session.commit()
    indexing.catch_up()
    save(db.session, case.leader, "/tim-kiem?q=kế+hoạch+hai", "Kế hoạch")
    db.session.add(RecentSearch(staff_id=case.leader.id, words="kế hoạch hai", asked_at=now()))
    db.session.commit()
    for words in ("kế hoạch", "trang hai", "không đâu có"):
        query_log.note(words, 1)
    ordered(site, case)
    tasks().drain()
    counted = db.session.scalars(select(QueryLogDay.words).order_by(QueryLogDay.id)).all()
    assert list(counted) == ["kế hoạch", "trang hai", "không đâu có"]
    assert [one.name for one in db.session.scalars(select(SavedSearch))] == ["Kế hoạch"]
    assert [one.words for one in db.session.scalars(select(RecentSearch))] == ["kế hoạch hai"]


def test_the_audit_trail_names_papers_by_number_only(make: Make, site: Site) -> None:
    clerk, facts = make.clerk(), replace(FACTS, subject=SECRET, symbol="78/KH-UBND", signer=SECRET)
    everybody, order = Audience(everybody=True), ReadingOrder(deadline=today() + timedelta(days=3))
    directive = repository.publish(db.session, clerk, make.file(), facts, everybody, order)
    repository.add_version(db.session, clerk, directive, make.file(), SECRET, True, order)
    repository.correct(db.session, clerk, directive, replace(facts, symbol="79/KH-UBND"))
    db.session.commit()
    site.sign_in(make.leader()).fetch("directives.export", dang="csv", tu=SECRET)
    entries = db.session.scalars(select(AuditEntry)).all()
    acts = {"directive.published", "version.published", "directive.corrected", "shelf.exported"}
    assert acts <= {entry.act for entry in entries}
    told = str([entry.detail for entry in entries])
    assert not [name for name in (SECRET, "78/KH-UBND", "79/KH-UBND") if name in told]


def test_the_administrator_is_told_which_backups_still_hold_the_file(
    site: Site, case: Case
) -> None:
    ordered(site, case)
    tasks().drain()
    assert "còn giữ tệp này: hãy hủy" in site.sign_in(case.admin).get("intake.isolations").text

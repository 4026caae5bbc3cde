"""Abbreviations and synonyms: learned from directives, kept by the Office, known by right."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.events import announce
from intranet.directives.models import Directive
from intranet.people.models import Role, StaffMember
from intranet.search import learning
from intranet.search.lexicon import Meaning
from intranet.search.lexicon_queries import candidates, lexicon_for
from intranet.search.models import Abbreviation, LearnedAbbreviation, Synonym
from intranet.search.usual_words import usual_abbreviations
from tests.making import Make
from tests.site import Site

TEXT = "Thực hiện quản trị biển xanh (QTBX) trên toàn tỉnh."
KEY, LONG = "qtbx", "quan tri bien xanh"


def learned(make: Make, text: str = TEXT, **given: Any) -> Directive:
    """A directive from which the worker has learned."""
    made = make.directive(pages=(text,), **given)
    learn(made.id)
    return made


def learn(number: int) -> int:
    """Learn from a directive as the worker does, while nobody else holds the database."""
    db.session.rollback()
    return learning.learn(number)


def known(staff: StaffMember, raw: str) -> dict[str, tuple[Meaning, ...]]:
    """What the words of a query mean to a person."""
    found = dict(lexicon_for(db.session, staff, raw).meanings)
    db.session.rollback()
    return found


def test_a_query_is_looked_up_in_runs_of_its_syllables() -> None:
    assert candidates("Kế hoạch CĐS") == {
        "ke", "hoach", "cds", "ke hoach", "hoach cds", "ke hoach cds"
    }  # fmt: skip
    assert max(one.count(" ") for one in candidates("a b c d e f g h")) == 5
    assert candidates("?") == frozenset()


def test_what_a_directive_explains_is_known_both_ways(make: Make) -> None:
    learned(make)
    reader = make.staff()
    assert known(reader, "kế hoạch QTBX") == {KEY: (Meaning("QTBX", "quản trị biển xanh"),)}
    assert known(reader, "quan tri bien xanh 2025") == {
        LONG: (Meaning("quản trị biển xanh", "QTBX"),)
    }


def test_what_is_learned_is_known_only_to_those_who_may_see_the_directive(make: Make) -> None:
    unit = make.department()
    learned(make, audience=[unit])
    assert known(make.staff(), "QTBX quản trị biển xanh") == {}
    assert known(make.admin(), "QTBX") == {}
    assert KEY in known(make.staff(department=unit), "QTBX")
    assert KEY in known(make.clerk(), "QTBX")


def test_another_meaning_out_of_sight_makes_nothing_ambiguous(make: Make) -> None:
    unit = make.department()
    learned(make)
    learned(make, "Lập quỹ tín bưu xã (QTBX).", audience=[unit])
    (only,) = known(make.staff(), "QTBX")[KEY]
    assert (only.other, only.ambiguous) == ("quản trị biển xanh", False)
    assert all(one.ambiguous for one in known(make.staff(department=unit), "QTBX")[KEY])
    both = known(make.staff(department=unit), "quản trị biển xanh")
    assert both[LONG][0].ambiguous  # its short form has another meaning too


def test_learning_twice_changes_nothing_and_a_new_text_replaces_the_old(make: Make) -> None:
    paper = learned(make)
    learn(paper.id)
    assert db.session.query(LearnedAbbreviation).count() == 1
    paper.latest.file.pages[0].text = "Lập quỹ tín bưu xã (QTBX)."
    number = paper.id
    db.session.commit()
    learn(number)
    assert [one.long for one in db.session.query(LearnedAbbreviation)] == ["quỹ tín bưu xã"]


def test_the_worker_learns_when_a_paper_is_published_or_its_text_changes(
    app: Flask, make: Make
) -> None:
    queue = app.extensions["tasks"]
    paper = make.directive(pages=(TEXT,))
    announce("version published", db.session, version=paper.latest, order=None, by=None)
    db.session.commit()
    queue.drain()
    assert db.session.query(LearnedAbbreviation).count() == 1
    paper.latest.file.pages[0].text = "Không còn giải thích gì."
    announce("file read", db.session, file=paper.latest.file)
    db.session.commit()
    queue.drain()
    assert db.session.query(LearnedAbbreviation).count() == 0


def test_what_was_missed_is_learned_by_the_sweep(make: Make) -> None:
    paper = make.directive(pages=(TEXT,))
    db.session.rollback()
    assert learning.learn_waiting() == 1
    assert learning.learn_waiting() == 0
    paper.changed_at = now()
    db.session.commit()
    assert learning.learn_waiting() == 1


def test_the_command_learns_everything_again(app: Flask, make: Make) -> None:
    learned(make)
    db.session.query(LearnedAbbreviation).delete()
    db.session.commit()
    done = app.test_cli_runner().invoke(args=["words", "learn"])
    assert (done.exit_code, done.output.strip()) == (0, "Đã học lại từ 1 văn bản.")
    db.session.rollback()
    assert db.session.query(LearnedAbbreviation).count() == 1


def test_nothing_is_left_of_what_an_isolated_paper_explained(site: Site, make: Make) -> None:
    paper = learned(make)
    site.sign_in(make.clerk())
    switched = {"loai": "viet-tat", "khoa": KEY, "khoa_nghia": LONG}
    site.post("search.words_switch", switched)
    announce("papers isolated", db.session, files=[], directives=[paper.id])
    db.session.commit()
    assert db.session.query(LearnedAbbreviation).count() == 0
    assert db.session.query(Abbreviation).count() == 0
    db.session.get(Directive, paper.id).isolated_at = now()
    db.session.commit()
    assert learn(paper.id) == 0


def test_the_usual_words_are_known_from_the_start(make: Make) -> None:
    reader = make.staff()
    (meaning,) = known(reader, "tiến độ CĐS")["cds"]
    assert (meaning.other, meaning.ambiguous) == ("chuyển đổi số", False)
    assert [one.other for one in known(reader, "chuyen doi so")["chuyen doi so"]] == ["CĐS"]
    assert all(one.ambiguous for one in known(reader, "BTC")["btc"])
    assert any(one.synonym for one in known(reader, "chatbot")["chatbot"])
    assert all(short and long for short, long in usual_abbreviations())


def test_a_short_form_that_is_a_syllable_counts_only_in_capitals(make: Make) -> None:
    reader = make.staff()
    assert "tu" not in known(reader, "từ tháng 3")
    assert [one.other for one in known(reader, "VPTU và TU")["tu"]] == ["Tỉnh ủy"]


def test_looking_up_takes_two_questions_to_the_database(make: Make) -> None:
    reader = make.staff()
    learned(make)
    unit = reader.department_id  # loaded before counting
    asked: list[str] = []
    listener: Any = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    lexicon_for(db.session, reader, "kế hoạch QTBX và chuyển đổi số của UBND")
    event.remove(db.engine, "before_cursor_execute", listener)
    assert unit
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= 2, asked


def test_the_office_adds_switches_off_and_deletes(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    site.post("search.words_add", {"loai": "viet-tat", "tu": " KBX ", "nghia": "kho bạc  xanh"})
    row = db.session.query(Abbreviation).one()
    assert (row.short, row.long, row.short_key) == ("KBX", "kho bạc xanh", "kbx")
    keys = {"loai": "viet-tat", "khoa": "kbx", "khoa_nghia": "kho bac xanh"}
    assert "kbx" in known(clerk, "KBX")
    site.post("search.words_switch", keys)
    assert known(clerk, "KBX") == {}
    assert "Đang tắt" in site.get("search.words", hien="off").text
    site.post("search.words_switch", {**keys, "bat": "1"})
    assert "kbx" in known(clerk, "KBX")
    site.post("search.words_remove", keys)
    assert known(clerk, "KBX") == {}
    assert db.session.query(Abbreviation).count() == 0


def test_a_usual_word_is_switched_off_and_on_again(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    keys = {"loai": "viet-tat", "khoa": "cds", "khoa_nghia": "chuyen doi so"}
    for _ in range(2):
        site.post("search.words_switch", keys)
    assert known(clerk, "CĐS") == {}
    site.post("search.words_switch", {**keys, "bat": "1"})
    assert "cds" in known(clerk, "CĐS")
    assert db.session.query(Abbreviation).count() == 0
    assert site.post("search.words_remove", keys).status_code == 404


def test_what_was_switched_off_stays_off_when_other_papers_explain_it(
    site: Site, make: Make
) -> None:
    learned(make)
    clerk = make.clerk()
    site.sign_in(clerk).post("search.words_switch", {"khoa": KEY, "khoa_nghia": LONG})
    learned(make)
    assert known(clerk, "QTBX") == {}


def test_synonyms_work_both_ways_round_and_are_one(site: Site, make: Make) -> None:
    clerk = make.clerk()
    site.sign_in(clerk)
    for one, other in (("một cửa", "hành chính công"), ("hành chính công", "một cửa")):
        site.post("search.words_add", {"loai": "dong-nghia", "tu": one, "nghia": other})
    assert db.session.query(Synonym).count() == 1
    assert known(clerk, "mot cua")["mot cua"] == (
        Meaning("một cửa", "hành chính công", synonym=True),
    )
    assert known(clerk, "hành chính công")["hanh chinh cong"][-1].other == "một cửa"
    assert "một cửa" in site.get("search.words", loai="dong-nghia", q="mot").text


@pytest.mark.parametrize(
    ("kind", "one", "other"),
    [
        ("viet-tat", "", "kho bạc"),
        ("viet-tat", "KB", "KB"),
        ("viet-tat", "KB", "!!!"),
        ("viet-tat", "một câu dài không phải viết tắt", "kho bạc"),
        ("dong-nghia", "kho", "một hai ba bốn năm sáu bảy"),
        ("dong-nghia", "57", "2025"),
        ("dong-nghia", "a" * 300, "kho"),
    ],
)
def test_what_cannot_stand_for_one_another_is_refused_in_a_sentence(
    site: Site, make: Make, kind: str, one: str, other: str
) -> None:
    site.sign_in(make.clerk())
    answer = site.post("search.words_add", {"loai": kind, "tu": one, "nghia": other})
    assert answer.status_code == 400
    assert "notice--danger" in answer.get_data(as_text=True)
    assert db.session.query(Abbreviation).count() + db.session.query(Synonym).count() == 0


def test_the_list_names_the_paper_only_to_those_who_may_see_it(site: Site, make: Make) -> None:
    learned(make, symbol="77/KH-BX", audience=[make.department()])
    page = site.sign_in(make.clerk()).get("search.words", hien="learned")
    assert "77/KH-BX" in page.text
    assert "quản trị biển xanh" in page.text
    page = site.sign_in(make.admin()).get("search.words")
    assert "77/KH-BX" not in page.html
    assert "QTBX" not in page.html
    keys = {"khoa": KEY, "khoa_nghia": LONG}
    assert site.post("search.words_switch", keys).status_code == 404


def test_the_list_filters_and_turns_pages(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    assert len(usual_abbreviations()) > 50
    assert "Trang 2" not in site.get("search.words", q="chuyen doi so").text
    assert "CĐS" in site.get("search.words", q="chuyển đổi số").text
    assert "BTC" in site.get("search.words", hien="ambiguous").text
    assert "CĐS" not in site.get("search.words", hien="ambiguous").text
    for page in ("2", "999", "x", "²"):
        site.get("search.words", trang=page)
    assert "Không có từ nào khớp" in site.get("search.words", q="xyzzy").text


@pytest.mark.parametrize("role", list(Role))
def test_words_are_kept_by_the_office_and_the_administrator(
    site: Site, make: Make, role: Role
) -> None:
    site.sign_in(make.staff(role))
    site.get("search.words", status=200 if role in {Role.CLERK, Role.ADMIN} else 403)

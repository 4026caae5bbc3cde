"""What words of a query also stand for: learned from directives, known by right."""

from typing import Any

from flask import Flask
from sqlalchemy import event

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import Directive
from intranet.directives.signals import version_published
from intranet.intake.signals import file_read
from intranet.search.lexicon import learning
from intranet.search.lexicon.meanings import Meaning
from intranet.search.lexicon.models import Abbreviation, LearnedAbbreviation
from intranet.search.lexicon.queries import candidates, lexicon_for
from intranet.search.query_text import query_text
from tests.making import Make
from tests.search.learned_words import KEY, LONG, TEXT, known, learn, learned
from tests.site import Site


def test_a_query_is_looked_up_in_runs_of_its_syllables() -> None:
    assert candidates(query_text("Kế hoạch CĐS")) == {
        "ke", "hoach", "cds", "ke hoach", "hoach cds", "ke hoach cds"
    }  # fmt: skip
    assert max(one.count(" ") for one in candidates(query_text("a b c d e f g h"))) == 5
    assert candidates(query_text("?")) == frozenset()


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
    assert [one.other for one in db.session.query(LearnedAbbreviation)] == ["quỹ tín bưu xã"]


def test_the_worker_learns_when_a_paper_is_published_or_its_text_changes(
    app: Flask, make: Make
) -> None:
    queue = tasks()
    paper = make.directive(pages=(TEXT,))
    version_published.send(db.session(), paper.latest, None, paper.published_by)
    db.session.commit()
    queue.drain()
    assert db.session.query(LearnedAbbreviation).count() == 1
    paper.latest.file.pages[0].text = "Không còn giải thích gì."
    file_read.send(db.session(), paper.latest.file)
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
    learning.forget(db.session(), [paper.id])
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
    assert all(short and long for short, long in Abbreviation.usual())


def test_a_short_form_that_is_a_syllable_counts_only_in_capitals(make: Make) -> None:
    reader = make.staff()
    assert "tu" not in known(reader, "từ tháng 3")
    assert [one.other for one in known(reader, "VPTU và TU")["tu"]] == ["Tỉnh ủy"]


def test_looking_up_takes_two_questions_to_the_database(make: Make) -> None:
    reader = make.staff()
    learned(make)
    who = reader.department_id, reader.stands_in  # both come with the person who signed in
    asked: list[str] = []
    listener: Any = lambda *args: asked.append(args[2])  # noqa: E731
    event.listen(db.engine, "before_cursor_execute", listener)
    lexicon_for(db.session, reader, query_text("kế hoạch QTBX và chuyển đổi số của UBND"))
    event.remove(db.engine, "before_cursor_execute", listener)
    assert who
    assert len([one for one in asked if not one.startswith("BEGIN")]) <= 2, asked

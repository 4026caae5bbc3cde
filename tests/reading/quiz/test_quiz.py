"""The check of understanding: asked by the Office, answered before the confirmation."""

import pytest

from intranet.core.database import db
from intranet.directives.models import Directive
from intranet.people.models import StaffMember
from intranet.reading.models import Step
from intranet.reading.quiz import questions as quiz
from intranet.reading.quiz.errors import AlreadyAnswered, TooManyQuestions
from intranet.reading.quiz.questions import QuestionDraft, results
from tests.making import Make
from tests.reading.making import given, read
from tests.reading.receipts.test_receipts import steps
from tests.site import Site

TWO = (
    QuestionDraft("Hạn hoàn thành là khi nào?", ("30/6", "31/12"), 0, 2),
    QuestionDraft("Ai chủ trì?", ("Văn phòng", "Phòng Nghiệp vụ 1", "Mọi phòng"), 0),
)


def asked(make: Make) -> Directive:
    """A directive of two pages with two questions."""
    directive = given(make, pages=("Trang một.", "Hạn: 30/6."))
    quiz.set_questions(db.session, make.clerk(), directive.latest, TWO)
    db.session.commit()
    return directive


def answers(directive: Directive, *places: int, attempt: str = "mot") -> dict[str, str]:
    """The form with these options chosen."""
    questions = quiz.questions_of(db.session, directive.latest.id)
    chosen = {f"cau-{q.id}": str(p) for q, p in zip(questions, places, strict=False)}
    return {**chosen, "lan": attempt}


def send(site: Site, directive: Directive, data: dict[str, str]):
    return site.post(
        "reading.answer", data, directive_id=directive.id, version_id=directive.latest.id
    )


def test_confirming_leads_to_the_questions_first(site: Site, make: Make) -> None:
    staff, directive = make.staff(), asked(make)
    read(staff, directive)
    site.sign_in(staff)
    answer = site.post("reading.confirm", directive_id=directive.id, version_id=directive.latest.id)
    assert answer.location.endswith("/kiem-tra-hieu")
    page = site.get("reading.check", directive_id=directive.id, version_id=directive.latest.id)
    assert "2 câu trước khi xác nhận" in page.headline
    assert Step.CONFIRMED not in steps(staff)


def test_right_answers_are_the_confirmation(site: Site, make: Make) -> None:
    staff, directive = make.staff(), asked(make)
    read(staff, directive)
    send(site.sign_in(staff), directive, answers(directive, 0, 0))
    assert steps(staff)[-1] is Step.CONFIRMED


def test_a_wrong_answer_leads_to_the_page_where_it_stands(site: Site, make: Make) -> None:
    staff, directive = make.staff(), asked(make)
    read(staff, directive)
    page = send(site.sign_in(staff), directive, answers(directive, 1, 0)).text
    assert "trang=2" in page
    assert "Hạn hoàn thành" in page
    assert "Ai chủ trì" not in page
    assert Step.CONFIRMED not in steps(staff)
    send(site, directive, answers(directive, 0, attempt="hai"))
    assert steps(staff)[-1] is Step.CONFIRMED


def test_right_answers_do_not_replace_reading(site: Site, make: Make) -> None:
    staff, directive = make.staff(), asked(make)
    read(staff, directive, pages=1)
    answer = send(site.sign_in(staff), directive, answers(directive, 0, 0))
    assert answer.location.endswith("trang=2")
    assert Step.CONFIRMED not in steps(staff)


def test_results_tell_the_misunderstood_point_and_count_first_attempts(
    site: Site, make: Make
) -> None:
    directive = asked(make)
    for number, first in enumerate((1, 1, 0)):
        staff = make.staff()
        read(staff, directive)
        quiz.answer(db.session, staff, directive.latest.id, _chosen(directive, first, 0), "mot")
        again = _chosen(directive, 0, 0)
        quiz.answer(db.session, staff, directive.latest.id, again, f"hai{number}")
    deadline, lead = results(db.session, make.leader(), directive.latest.id)
    assert (deadline.at_once.done, deadline.at_once.total) == (1, 3)
    assert (deadline.often_wrong, deadline.times_wrong) == ("31/12", 2)
    assert (lead.at_once.done, lead.often_wrong) == (3, "")


def test_a_unit_head_sees_the_results_of_the_own_unit_only(make: Make) -> None:
    own, other = make.department(), make.department()
    directive = asked(make)
    for unit in (own, other, other):
        staff: StaffMember = make.staff(department=unit)
        quiz.answer(db.session, staff, directive.latest.id, _chosen(directive, 0, 0), "mot")
    head = make.unit_head(department=own)
    assert [one.at_once.total for one in results(db.session, head, directive.latest.id)] == [1, 1]


def test_the_same_form_sent_twice_is_one_attempt(make: Make) -> None:
    directive, staff = asked(make), make.staff()
    for _ in range(2):
        quiz.answer(db.session, staff, directive.latest.id, _chosen(directive, 1, 1), "mot")
    (first, _) = results(db.session, make.leader(), directive.latest.id)
    assert first.times_wrong == 1


def test_questions_stay_as_they_are_once_somebody_has_answered(make: Make) -> None:
    directive, staff = asked(make), make.staff()
    quiz.answer(db.session, staff, directive.latest.id, _chosen(directive, 1, 1), "mot")
    assert quiz.set_questions(db.session, make.clerk(), directive.latest, TWO)
    with pytest.raises(AlreadyAnswered):
        quiz.set_questions(db.session, make.clerk(), directive.latest, TWO[:1])


def test_nobody_is_asked_more_than_five_questions(make: Make) -> None:
    directive = asked(make)
    with pytest.raises(TooManyQuestions):
        quiz.set_questions(db.session, make.clerk(), directive.latest, TWO * 3)


def test_the_office_writes_questions_and_is_told_what_is_missing(site: Site, make: Make) -> None:
    directive = given(make)
    site.sign_in(make.clerk())
    place = {"directive_id": directive.id, "version_id": directive.latest.id}
    form = {
        "questions-0-text": "Hạn là khi nào?",
        "questions-0-options-0": "30/6",
        "questions-0-options-1": "31/12",
    }
    refused = site.post("reading.save_questions", form, **place)
    assert refused.status_code == 400
    assert "Hãy chọn phương án đúng." in refused.text
    site.post("reading.save_questions", {**form, "questions-0-right": "1"}, **place)
    (question,) = quiz.questions_of(db.session, directive.latest.id)
    assert question.options == ["30/6", "31/12"]
    assert question.right == 1
    page = site.get("reading.questions", **place)
    assert page.field("questions-0-options-0") == "30/6"


def _chosen(directive: Directive, *places: int) -> dict[int, int]:
    questions = quiz.questions_of(db.session, directive.latest.id)
    return {q.id: p for q, p in zip(questions, places, strict=True)}


def test_the_leader_sees_which_point_was_misunderstood(site: Site, make: Make) -> None:
    directive, staff = asked(make), make.staff()
    quiz.answer(db.session, staff, directive.latest.id, _chosen(directive, 1, 0), "mot")
    db.session.commit()
    page = (
        site.sign_in(make.leader())
        .get("reading.directive_coverage", directive_id=directive.id)
        .text
    )
    assert "Điều hay bị hiểu nhầm" in page
    assert "“31/12”, 1 lượt" in page
    assert staff.full_name in page  # among the readers, beside no answer


def test_the_office_reaches_the_questions_from_the_directive(site: Site, make: Make) -> None:
    directive = asked(make)
    make.staff()
    page = site.sign_in(make.clerk()).get("directives.show", directive_id=directive.id)
    (link,) = (one for one in page.all("a") if one.text == "Câu hỏi kiểm tra")
    assert site.client.get(link.get("href")).status_code == 200

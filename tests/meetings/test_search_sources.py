"""What meetings say is found by those who may see it, and by nobody else."""

import pytest

from intranet.core.database import db
from intranet.directives.audience.rule import Audience
from intranet.directives.audience.visibility import tokens_for
from intranet.meetings.index_updates import MEETING_PREFIX
from intranet.meetings.models import Meeting
from intranet.meetings.planning import actions
from intranet.meetings.planning.actions import AgendaPoint
from intranet.people.models import StaffMember
from intranet.people.roles import Role
from intranet.search.engines.registry import engine
from intranet.search.index.indexing import catch_up
from intranet.search.index.sources import sources
from tests.making import Make
from tests.meetings.making import called, loaded, plan
from tests.meetings.materials.test_materials import materials, uploaded
from tests.search.filled_engines import find
from tests.site import Site

AGENDA = (
    AgendaPoint("Sơ kết phong trào bình dân học vụ số", "Phòng Nghiệp vụ 2"),
    AgendaPoint("Kết luận"),
)


def totals(staff: StaffMember, words: str) -> int:
    """How many things the index counts for this person."""
    return find(engine(), words, tokens_for(db.session, staff)).results.total


def shown(staff: StaffMember, meeting: Meeting) -> bool:
    """Whether the page of results would show the meeting to this person."""
    return meeting.id in sources()[MEETING_PREFIX].load_hits(db.session, staff, [meeting.id])


def test_a_meeting_is_found_by_theme_introduction_and_agenda(make: Make) -> None:
    called(make, agenda=AGENDA, summary="Chia sẻ kinh nghiệm ký số trên điện thoại.")
    catch_up()
    reader = make.staff()
    for words in ("chuyen de chuyen doi so", "binh dan hoc vu so", "kinh nghiem ky so"):
        assert totals(reader, words) == 1


def test_a_change_of_the_agenda_or_the_theme_is_found_after_it(make: Make) -> None:
    meeting = called(make, agenda=AGENDA)
    catch_up()
    reader, clerk = make.staff(), make.clerk()
    actions.set_agenda(db.session, clerk, meeting, [AgendaPoint("An toàn thông tin mạng")])
    db.session.commit()
    catch_up()
    assert (totals(reader, "binh dan hoc vu"), totals(reader, "an toan thong tin mang")) == (0, 1)


@pytest.mark.parametrize("role", [Role.READER, Role.UNIT_HEAD, Role.CLERK, Role.LEADER])
def test_what_is_counted_is_what_may_be_seen(make: Make, role: Role) -> None:
    unit = make.department()
    person = make.staff(role, department=unit)
    colleague, stranger = make.staff(department=unit), make.staff()
    meetings = [
        called(make, *invited, title=f"Chuyên đề số {n}")
        for n, invited in enumerate(((), (unit,), (person,), (colleague,), (stranger,)))
    ]
    catch_up()
    seen = [shown(person, meeting) for meeting in meetings]
    assert totals(person, "chuyên đề") == sum(seen)
    assert seen[3:] == [role in {Role.CLERK, Role.LEADER}] * 2


def test_the_administrator_finds_no_meeting(make: Make) -> None:
    called(make)
    catch_up()
    assert totals(make.staff(Role.ADMIN), "chuyển đổi số") == 0


def test_who_is_no_longer_invited_no_longer_finds_it(make: Make) -> None:
    one, two = make.staff(), make.staff()
    meeting = called(make, one, two)
    catch_up()
    assert totals(two, "chuyển đổi số") == 1
    only_one = Audience(staff=frozenset({one.id}))
    actions.change_meeting(db.session, make.clerk(), meeting, plan(), only_one)
    db.session.commit()
    catch_up()
    assert totals(two, "chuyển đổi số") == 0


def test_of_a_meeting_with_secrets_nothing_of_its_theme_is_found(make: Make) -> None:
    called(make, title="Phương án bảo vệ mục tiêu", has_secret_content=True)
    catch_up()
    assert totals(make.leader(), "phương án bảo vệ") == 0


def test_a_material_opens_at_its_page_and_says_what_to_mark(site: Site, make: Make) -> None:
    guest, stranger, meeting = make.staff(), make.staff(), called(make)
    number, who, other = meeting.id, guest.id, stranger.id
    hidden = called(make, guest).id
    site.sign_in(make.clerk())
    assert uploaded(site, number) == 302
    assert uploaded(site, hidden, "Phương án rà soát đất đai") == 302
    one, two = materials()
    site.sign_in(loaded(other))
    here = {"meeting_id": number, "material_id": one.id, "q": "mien giam"}
    assert site.fetch("meetings.material_marks", **here).json["total"] == 1
    [page] = site.fetch("meetings.material_within", **here).json["pages"]
    assert "miễn giảm" in page["lines"]
    page = site.get("meetings.material", **here)
    assert "danh-dau" in page.html
    there = {"meeting_id": hidden, "material_id": two.id, "q": "dat dai"}
    for endpoint in ("meetings.material_marks", "meetings.material_within"):
        assert site.fetch(endpoint, **there).status_code == 404
        assert site.fetch(endpoint, **there | {"meeting_id": number}).status_code == 404
    assert site.sign_in(loaded(who)).fetch(endpoint, **there).json["total"] == 1


def test_minutes_are_named_as_such_among_the_hits(site: Site, make: Make) -> None:
    meeting = called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    uploaded(site, number)
    (material,) = materials()
    material.title = "Biên bản buổi sinh hoạt"
    db.session.commit()
    assert "Biên bản sinh hoạt" in site.get("search.index", q="đối chiếu miễn giảm").text

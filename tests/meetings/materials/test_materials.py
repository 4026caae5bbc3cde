"""Materials: directives by symbol, own files through the same gate, found by search."""

from datetime import date
from io import BytesIO
from zipfile import ZipFile

import pytest
from sqlalchemy import func, select

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.audience.rule import Audience
from intranet.directives.errors import SymbolUnreadable
from intranet.directives.models import StoredFile
from intranet.meetings.errors import DirectiveNotInStore
from intranet.meetings.materials.actions import (
    add_material,
)
from intranet.meetings.materials.queries import directive_named
from intranet.meetings.models import Material, Meeting
from intranet.meetings.planning import actions
from intranet.meetings.planning.actions import AgendaPoint
from tests.making import Make
from tests.meetings.making import called, loaded, paper
from tests.site import Site

WORDS = "Bảng đối chiếu miễn giảm cho thấy nơi cần tập trung thanh tra."


def uploaded(site: Site, meeting_id: int, *lines: str, **more: str) -> int:
    """Send one Word file through the page; the status of the answer."""
    file = (BytesIO(paper(*(lines or (WORDS,)))), "Đối chiếu_dữ liệu.docx")
    answer = site.post(
        "meetings.add_materials", {"file": file, "attested": "y", **more}, meeting_id=meeting_id
    )
    tasks().drain()
    db.session.remove()
    return answer.status_code


def materials() -> list[Material]:
    """All materials of the portal."""
    return list(db.session.scalars(select(Material)))


def test_an_uploaded_file_is_read_and_its_text_stands_on_its_page(site: Site, make: Make) -> None:
    guest, meeting = make.staff().id, called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    assert uploaded(site, number) == 302
    assert uploaded(site, number) == 302
    (material,) = materials()
    values = {"meeting_id": number, "material_id": material.id}
    page = site.sign_in(loaded(guest)).get("meetings.material", **values)
    assert page.headline == "Đối chiếu dữ liệu"
    assert WORDS in page.text
    with site.fetch("meetings.material_file", **values) as taken:
        assert taken.headers["X-Content-Type-Options"] == "nosniff"
        assert "private" in taken.headers["Cache-Control"]
        assert taken.data[:2] == b"PK"
    acts = select(func.count()).select_from(AuditEntry).filter_by(act="material.taken")
    assert db.session.scalar(acts) == 1


def test_the_text_of_a_material_is_found_only_by_those_invited(site: Site, make: Make) -> None:
    invited, other = make.staff(), make.staff().id
    meeting = called(make, invited)
    number, guest = meeting.id, invited.id
    site.sign_in(make.clerk())
    uploaded(site, number)
    found = site.sign_in(loaded(guest)).get("search.index", q="đối chiếu miễn giảm").text
    assert "Đối chiếu dữ liệu (Chuyên đề chuyển đổi số)" in found
    page = site.sign_in(loaded(other)).get("search.index", q="đối chiếu miễn giảm")
    assert "Chuyên đề chuyển đổi số" not in page.text


def test_a_new_invitation_changes_who_finds_the_material(site: Site, make: Make) -> None:
    invited, other = make.staff(), make.staff().id
    number, guest = called(make, invited).id, invited.id
    site.sign_in(make.clerk())
    uploaded(site, number)
    meeting = db.session.get_one(Meeting, number)
    audience = Audience(staff=frozenset({other}))
    actions.invite(db.session, meeting.called_by, meeting, audience)
    db.session.commit()
    tasks().drain()
    question = {"q": "đối chiếu miễn giảm"}
    page = site.sign_in(loaded(other)).get("search.index", **question)
    assert "Đối chiếu dữ liệu" in page.text
    page = site.sign_in(loaded(guest)).get("search.index", **question)
    assert "Đối chiếu dữ liệu" not in page.text


def test_a_removed_material_is_neither_listed_nor_found(site: Site, make: Make) -> None:
    clerk, meeting = make.clerk(), called(make)
    number = meeting.id
    site.sign_in(clerk)
    uploaded(site, number)
    (material,) = materials()
    values = {"meeting_id": number, "material_id": material.id}
    for _time in range(2):
        assert site.post("meetings.material_remove", **values).status_code == 302
    tasks().drain()
    assert not materials()
    assert "Đối chiếu dữ liệu" not in site.get("search.index", q="đối chiếu miễn giảm").text


def test_a_file_is_taken_only_with_the_attestation(site: Site, make: Make) -> None:
    meeting = called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    assert uploaded(site, number, attested="") == 400
    assert not materials()
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


def test_a_file_with_a_mark_of_secrecy_leaves_nothing(site: Site, make: Make) -> None:
    meeting = called(make)
    number = meeting.id
    site.sign_in(make.clerk())
    assert uploaded(site, number, "UBND TỈNH LẠNG SƠN", "TỐI MẬT", "BÁO CÁO") == 400
    assert not materials()
    assert db.session.scalar(select(func.count()).select_from(StoredFile)) == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("xin chào", "Không đọc được số, ký hiệu"),
        ("999/KH-UBND", "chưa có trong kho"),
    ],
)
def test_a_symbol_that_leads_nowhere_is_said_and_kept(
    site: Site, make: Make, typed: str, sentence: str
) -> None:
    meeting = called(make)
    number = meeting.id
    answer = site.sign_in(make.clerk()).post(
        "meetings.add_materials", {"symbol": typed}, meeting_id=number
    )
    page = answer.get_data(as_text=True)
    assert answer.status_code == 400
    assert sentence in page
    assert f'value="{typed}"' in page


def test_a_directive_is_named_however_it_is_typed(make: Make) -> None:
    directive, clerk = make.directive(symbol="57-NQ/TW"), make.clerk()
    for typed in ("57-NQ/TW", "57 nq tw", "57/nq-tw"):
        assert directive_named(db.session, clerk, typed) == directive
    with pytest.raises(SymbolUnreadable):
        directive_named(db.session, clerk, "???")
    with pytest.raises(DirectiveNotInStore):
        directive_named(db.session, clerk, "58-NQ/TW")


def test_a_directive_stands_once_among_the_materials(site: Site, make: Make) -> None:
    directive, meeting, reader = make.directive(symbol="48/KH-TTr"), called(make), make.staff()
    number = meeting.id
    add_material(db.session, meeting.called_by, meeting, directive)
    add_material(db.session, meeting.called_by, meeting, directive)
    db.session.commit()
    (material,) = materials()
    values = {"meeting_id": number, "material_id": material.id}
    answer = site.sign_in(reader).fetch("meetings.material", **values)
    assert answer.location.endswith(f"/van-ban/{material.directive_id}")
    assert "48/KH-TTr" in site.get("meetings.show", meeting_id=number).text


def test_all_materials_come_in_one_package(site: Site, make: Make) -> None:
    meeting, reader = called(make), make.staff()
    number = meeting.id
    add_material(db.session, meeting.called_by, meeting, make.directive(symbol="9/KH-TTr"))
    add_material(db.session, meeting.called_by, meeting, make.file(), "Câu hỏi.docx")
    db.session.commit()
    with site.sign_in(reader).fetch("meetings.bundle", meeting_id=number) as answer:
        names = ZipFile(BytesIO(answer.data)).namelist()
    assert [name[:2] for name in names] == ["01", "02"]
    assert "9-KH-TTr" in names[0]
    assert "Câu hỏi" in names[1]


def test_materials_get_names_an_order_and_a_point_of_the_agenda(site: Site, make: Make) -> None:
    meeting = called(make)
    number, clerk = meeting.id, make.clerk()
    (point,) = actions.set_agenda(db.session, clerk, meeting, [AgendaPoint("Thảo luận")])
    directive = make.directive(symbol="48/KH-TTr")
    add_material(db.session, clerk, meeting, directive)
    db.session.commit()
    item = point.id
    site.sign_in(clerk)
    assert uploaded(site, number) == 302
    by_file = sorted(materials(), key=lambda one: one.file_id or 0)
    of_directive, of_file = (one.id for one in by_file)
    wanted = {
        "material": [of_file, of_directive], "title": ["Bảng đối chiếu", "một tên khác"],
        "point": [item, ""],
    }  # fmt: skip
    assert site.post("meetings.arrange_materials", wanted, meeting_id=number).status_code == 302
    shown = site.get("meetings.material_add", meeting_id=number)
    assert [one.get("value") for one in shown.all("input") if one.get("name") == "material"] == [
        str(of_file), str(of_directive),
    ]  # fmt: skip
    assert shown.field("title") == "Bảng đối chiếu"
    assert "48/KH-TTr" in shown.text  # a directive keeps its own name
    told = "material.arranged"
    assert db.session.query(AuditEntry).filter_by(act=told).count() == 2
    site.post("meetings.arrange_materials", wanted, meeting_id=number)  # the same again
    assert db.session.query(AuditEntry).filter_by(act=told).count() == 2
    secret = {**wanted, "title": ["Kế hoạch TỐI MẬT", ""]}
    site.post("meetings.arrange_materials", secret, meeting_id=number)
    assert "TỐI MẬT" not in site.get("meetings.show", meeting_id=number).text


def test_a_directive_chosen_from_the_list_is_taken_by_its_number(site: Site, make: Make) -> None:
    meeting = called(make)
    number, chosen = meeting.id, make.directive(symbol="5/TB-UBND")
    make.directive(symbol="5/TB-UBND", issued_on=date(2026, 11, 2))  # the newer of the same symbol
    one = chosen.id
    site.sign_in(make.clerk())
    typed = {"symbol": "5/TB-UBND", "directive": one}
    assert site.post("meetings.add_materials", typed, meeting_id=number).status_code == 302
    assert [material.directive_id for material in materials()] == [one]

"""What a new version changed, as its readers see it."""

from collections.abc import Iterable

from intranet.core.database import db
from intranet.directives import actions
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from tests.making import Make
from tests.site import Site

OLD = ("Điều 1. Hạn báo cáo là ngày 30/6.\nĐiều 2. Văn phòng chủ trì.", "Điều 3. Giữ nguyên.")
NEW = ("Điều 1. Hạn báo cáo là ngày 15/7.\nĐiều 2. Văn phòng chủ trì.", "Điều 3. Giữ nguyên.")


def renewed(make: Make, old: Iterable[str] = OLD, new: Iterable[str] = NEW) -> Directive:
    """A directive with a second version."""
    directive = make.directive(pages=old)
    order = ReadingOrder(must_confirm=True, deadline=None)
    actions.add_version(
        db.session, make.clerk(), directive, make.file(pages=new),
        read_again=True, note="Lùi hạn", order=order,
    )  # fmt: skip
    db.session.commit()
    return directive


def shown(site: Site, make: Make, directive: Directive):
    site.sign_in(make.staff())
    return site.get("directives.changes", directive_id=directive.id, version_id=directive.latest.id)


def test_the_reader_sees_only_what_changed_and_on_which_page(site: Site, make: Make) -> None:
    page = shown(site, make, renewed(make))
    assert page.headline == "1 chỗ khác bản 1"
    assert [one.text for one in page.all("del")] == ["30/6."]
    assert [one.text for one in page.all("ins")] == ["15/7."]
    assert "Văn phòng chủ trì" not in page.text
    assert "Lùi hạn" in page.text


def test_the_same_words_set_anew_are_said_to_be_the_same(site: Site, make: Make) -> None:
    anew = (OLD[0].replace(" là ", "\nlà ") + "\n" + OLD[1],)
    assert shown(site, make, renewed(make, new=anew)).headline == "Không có chữ nào khác bản 1"


def test_the_foot_of_a_page_is_no_change_when_pages_break_elsewhere(site: Site, make: Make) -> None:
    foot = "\nVăn bản nội bộ, lưu tại Văn phòng"
    old = ("Điều 1. Hạn là ngày 30/6." + foot, "Điều 2. Văn phòng chủ trì." + foot)
    new = ("Điều 1. Hạn là ngày 15/7.\nĐiều 2. Văn phòng chủ trì." + foot,)
    page = shown(site, make, renewed(make, old, new))
    assert [one.text for one in page.all("ins")] == ["15/7."]
    assert "lưu tại" not in page.text


def test_a_version_without_text_says_that_it_must_be_read_whole(site: Site, make: Make) -> None:
    page = shown(site, make, renewed(make, new=("",)))
    assert page.headline == "Không so được hai bản"
    assert "Hãy đọc cả bản mới" in page.text


def test_who_may_not_see_the_directive_sees_no_changes_of_it(site: Site, make: Make) -> None:
    directive = make.directive(pages=OLD, audience=[make.department()])
    site.sign_in(make.staff())
    site.get(
        "directives.changes", status=404,
        directive_id=directive.id, version_id=directive.latest.id,
    )  # fmt: skip


def test_a_person_who_compares_again_and_again_is_asked_to_wait(site: Site, make: Make) -> None:
    directive = renewed(make)
    shown(site, make, directive)
    place = {"directive_id": directive.id, "version_id": directive.latest.id}
    codes = [site.fetch("directives.changes", **place).status_code for _ in range(30)]
    assert codes == [200] * 29 + [429]
    told = site.get("directives.changes", status=429, **place)
    assert "Hãy đợi một phút" in told.text
    assert told.all("nav") == []  # the frame would cost as much as the page that is refused
    shown(site, make, directive)  # somebody else is not kept waiting

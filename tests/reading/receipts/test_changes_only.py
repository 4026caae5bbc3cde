"""A version to be read again: who confirmed the one before reads what changed, and says so."""

import pytest

from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives import actions as repository
from intranet.directives.models import Directive
from intranet.directives.values import ReadingOrder
from intranet.people.models import StaffMember
from intranet.reading.assignments.my_reading import done_reading
from intranet.reading.receipts.confirmation import confirm as confirm_version
from intranet.reading.receipts.errors import ChangesNotEnough, NotReadThrough
from intranet.reading.receipts.page_views import show_changes
from tests.making import Make
from tests.reading.making import confirm, given, nonce_on
from tests.reading.receipts.test_proof import confirmation
from tests.site import Site

OLD = ("Điều 1. Hạn báo cáo là ngày 30/6.\nĐiều 2. Văn phòng chủ trì.", "Điều 3. Giữ nguyên.")
NEW = ("Điều 1. Hạn báo cáo là ngày 15/7.\nĐiều 2. Văn phòng chủ trì.", "Điều 3. Giữ nguyên.")


def renew(make: Make, directive: Directive, *, again: bool = True, pages: tuple = NEW) -> None:
    repository.add_version(
        db.session, directive.published_by, directive, make.file(pages), "Lùi hạn", again,
        ReadingOrder(working_days=3),
    )  # fmt: skip
    db.session.commit()


@pytest.fixture
def reader(make: Make) -> StaffMember:
    return make.staff()


@pytest.fixture
def directive(make: Make, reader: StaffMember) -> Directive:
    """A directive that the reader has confirmed."""
    made = given(make, pages=OLD)
    confirm(reader, made)
    return made


def test_the_changes_are_enough_and_the_receipt_says_so(
    site: Site, make: Make, reader: StaffMember, directive: Directive
) -> None:
    renew(make, directive)
    place = {"directive_id": directive.id, "version_id": directive.latest.id}
    site.sign_in(reader)
    page = site.get("directives.show", directive_id=directive.id)
    assert "Tôi đã xác nhận bản 1." in page.text
    assert "Chỉ đọc phần thay đổi" in page.text
    page = site.get("directives.changes", voi=1, **place)
    assert "Tôi đã đọc và nắm được phần thay đổi" in page.text
    answer = site.post("reading.confirm", **place)
    assert answer.location.endswith("trang=1")  # nothing was shown yet
    shown = {"page": 0, "nonce": nonce_on(page)}
    assert site.post("reading.seen", shown, **place).json == {
        "left": [], "step": "read_through", "wait": 0,
    }  # fmt: skip
    site.post("reading.confirm", **place)
    receipt = confirmation(reader)
    assert receipt.version_id == directive.latest.id
    assert receipt.reason == "đọc phần thay đổi so với bản 1"
    assert "đọc phần thay đổi so với bản 1" in site.get("reading.receipts").text


def test_whoever_reads_all_pages_has_a_receipt_without_that_remark(
    make: Make, reader: StaffMember, directive: Directive
) -> None:
    renew(make, directive)
    confirm(reader, directive)
    assert confirmation(reader).reason == ""


def test_who_confirmed_nothing_before_reads_it_all(
    site: Site, make: Make, directive: Directive
) -> None:
    renew(make, directive)
    newcomer = make.staff()
    with pytest.raises(ChangesNotEnough):
        show_changes(db.session, newcomer, directive.latest, now())
    with pytest.raises(NotReadThrough):
        confirm_version(db.session, newcomer, directive.latest)
    place = {"directive_id": directive.id, "version_id": directive.latest.id}
    page = site.sign_in(newcomer).get("directives.changes", voi=1, **place)
    assert "Tôi đã đọc và nắm được phần thay đổi" not in page.text


def test_versions_that_cannot_be_compared_are_read_whole(
    make: Make, reader: StaffMember, directive: Directive
) -> None:
    renew(make, directive, pages=("",))
    with pytest.raises(ChangesNotEnough):
        show_changes(db.session, reader, directive.latest, now())


def test_a_minor_version_leaves_the_receipt_standing_and_says_so(
    site: Site, make: Make, reader: StaffMember, directive: Directive
) -> None:
    renew(make, directive, again=False)
    assert [one.directive for one in done_reading(db.session, reader, 5)] == [directive]
    page = site.sign_in(reader).get("directives.show", directive_id=directive.id)
    assert "Bản 2 chỉ sửa nhỏ, không phải đọc lại" in page.text


def test_confirming_what_was_just_replaced_leads_to_the_new_version(
    site: Site, make: Make, directive: Directive
) -> None:
    other = make.staff()
    old = directive.latest.id
    renew(make, directive)
    site.sign_in(other)
    answer = site.post("reading.confirm", directive_id=directive.id, version_id=old)
    assert answer.location.endswith(f"/van-ban/{directive.id}")
    page = site.get("directives.show", directive_id=directive.id)
    assert "Văn bản vừa có bản 2 thay cho bản này." in page.text
    assert confirmation(other) is None

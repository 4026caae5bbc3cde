import io

import pytest
from PIL import Image

from intranet.core.audit import AuditEntry
from intranet.core.database import db
from intranet.core.storage import storage
from intranet.directives.viewer.views_files import name_for
from tests.directives.sample_originals import pdf_original


def acts() -> list[tuple[str, int]]:
    rows = db.session.query(AuditEntry).filter(AuditEntry.act.startswith("original."))
    return [(row.act, row.thing_id) for row in rows.order_by(AuditEntry.id)]


@pytest.fixture
def paper(make):
    return make.directive(
        symbol="211/KH-UBND", subject='Kế hoạch "số": một', file=pdf_original("first", "second")
    )


def ask(site, one, endpoint="directives.original", headers=None, **more):
    """The whole answer for the newest version, its file closed again."""
    url = site.url(endpoint, directive_id=one.id, version_id=one.latest.id, **more)
    db.session.rollback()
    with site.client.get(url, headers=headers) as answer:
        answer.get_data()
    db.session.rollback()
    return answer


def test_the_original_comes_out_bit_for_bit_under_a_vietnamese_name(site, make, paper):
    person = make.staff()
    site.sign_in(person)
    answer = ask(site, paper)
    file = paper.latest.file
    assert answer.data == storage().path(file.sha256).read_bytes()
    given = answer.headers["Content-Disposition"]
    assert given.startswith("attachment;")
    assert "211-KH-UBND%20K%E1%BA%BF%20ho%E1%BA%A1ch" in given
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert answer.headers["ETag"] == f'"{file.sha256}"'
    assert acts() == [("original.taken", paper.latest.id)]


def test_the_reader_gets_a_pdf_inline_and_what_it_already_has_is_not_sent_again(site, make, paper):
    site.sign_in(make.staff())
    answer = ask(site, paper, xem=1)
    assert answer.headers["Content-Disposition"].startswith("inline;")
    assert answer.headers["Content-Type"] == "application/pdf"
    kept = {"If-None-Match": answer.headers["ETag"]}
    assert ask(site, paper, headers=kept, xem=1).status_code == 304
    piece = ask(site, paper, headers={"Range": "bytes=5-9"}, xem=1)
    assert (piece.status_code, piece.data) == (206, answer.data[5:10])
    assert acts() == [("original.shown", paper.latest.id)]


@pytest.mark.parametrize("media_type", ["text/html", "image/svg+xml", "application/xhtml+xml"])
def test_what_a_browser_would_run_is_never_shown_inline(site, make, media_type):
    one = make.directive(file=make.file(media_type=media_type))
    site.sign_in(make.staff())
    answer = ask(site, one, xem=1)
    assert answer.headers["Content-Disposition"].startswith("attachment;")
    assert answer.headers["Content-Type"] == "application/octet-stream"


def test_files_and_pictures_of_others_do_not_exist(site, make):
    other = make.staff()
    one = make.directive(audience=[other], file=pdf_original("first"))
    site.sign_in(make.staff())
    assert ask(site, one).status_code == 404
    assert ask(site, one, "directives.picture", number=1).status_code == 404
    site.sign_in(make.admin())
    assert ask(site, one).status_code == 403
    assert ask(site, one, "directives.picture", number=1).status_code == 403
    assert acts() == []


def test_a_version_is_only_found_under_its_own_directive(site, make, paper):
    other = make.directive()
    site.sign_in(make.clerk())
    answer = site.fetch("directives.original", directive_id=other.id, version_id=paper.latest.id)
    assert answer.status_code == 404


def test_a_page_of_a_pdf_is_a_picture_that_is_drawn_once(site, make, paper, settings):
    site.sign_in(make.staff())
    answer = ask(site, paper, "directives.picture", number=2)
    assert Image.open(io.BytesIO(answer.data)).size[0] == 1000
    place = settings.instance / "pictures" / f"{paper.latest.file.sha256}-2-1000.png"
    assert place.read_bytes() == answer.data
    place.write_bytes(b"kept")
    assert ask(site, paper, "directives.picture", number=2).data == b"kept"


def test_pages_and_widths_that_are_not_there_are_not_found(site, make, paper):
    site.sign_in(make.staff())
    answer = ask(site, paper, "directives.picture", number=3)
    assert (answer.status_code, answer.mimetype) == (404, "text/plain")  # no page is drawn for it
    assert ask(site, paper, "directives.picture", number=1, rong=1001).status_code == 404
    words = make.directive()
    assert ask(site, words, "directives.picture", number=1).status_code == 404


def test_a_name_holds_nothing_that_a_disk_refuses(make, paper):
    assert name_for(paper, paper.latest) == "211-KH-UBND Kế hoạch -số- một.pdf"

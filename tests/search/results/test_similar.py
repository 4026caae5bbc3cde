"""Directives about the same, beside a directive and on a page of their own."""

import pytest

from intranet.directives.models import Directive
from intranet.search.index import indexing
from tests.making import Make
from tests.site import Site

LITERACY = "Phong trào bình dân học vụ số, phổ cập kỹ năng số cho công chức, người lao động."
FLOODS = "Phòng chống thiên tai, di dời các hộ dân ven suối, trực ban mùa mưa lũ."


@pytest.fixture
def papers(make: Make) -> list[Directive]:
    """Three directives on one matter, the last for one unit only, and ten on another."""
    made = [
        make.directive(subject="Kế hoạch bình dân học vụ số", pages=(LITERACY,)),
        make.directive(subject="Triển khai phổ cập kỹ năng số", pages=(LITERACY,)),
        make.directive(
            subject="Tổ bình dân học vụ số của phòng",
            pages=(LITERACY,),
            audience=[make.department()],
        ),
    ]
    for number in range(10):
        make.directive(subject=f"Phòng chống thiên tai đợt {number}", pages=(FLOODS,))
    indexing.catch_up()
    return made


def test_what_shares_the_telling_words_is_similar(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    page = site.sign_in(make.clerk()).get("search.similar", directive_id=papers[0].id)
    assert page.headline == f"2 văn bản cùng nội dung với {papers[0].symbol}"
    assert "Triển khai phổ cập kỹ năng số" in page.text
    assert "thiên tai" not in page.text


def test_nothing_is_similar_that_the_person_may_not_see(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    page = site.sign_in(make.staff()).get("search.similar", directive_id=papers[0].id)
    assert page.headline.startswith("1 văn bản cùng nội dung")
    assert papers[2].symbol not in page.html
    site.get("search.similar", directive_id=papers[2].id, status=404)


def test_a_directive_unlike_all_others_says_so(site: Site, make: Make) -> None:
    one = make.directive(subject="Lịch trực lễ", pages=("Danh sách trực cơ quan ngày lễ.",))
    indexing.catch_up()
    page = site.sign_in(make.staff()).get("search.similar", directive_id=one.id)
    assert page.headline.startswith("Chưa có văn bản nào cùng nội dung")


def test_the_page_of_a_directive_fetches_its_like_only_when_looked_at(
    site: Site, make: Make, papers: list[Directive]
) -> None:
    site.sign_in(make.clerk())
    page = site.get("directives.show", directive_id=papers[0].id)
    address = f"/tuong-tu/{papers[0].id}"
    places = [one for one in page.all("section") if one.get("hx-get", "").endswith(address)]
    assert len(places) == 1
    assert papers[1].symbol not in page.html
    part = site.client.get(places[0].get("hx-get"), headers={"HX-Request": "true"})
    words = part.get_data(as_text=True)
    assert papers[1].symbol in words
    assert "<html" not in words

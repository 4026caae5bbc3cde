"""What stands around the hits, asked by five people: it never tells what one may not see."""

import re
from xml.etree import ElementTree

import pytest

from intranet.core.clock import now
from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.search.index import indexing
from tests.making import Make
from tests.search.saved_searches import keep
from tests.site import Site

WORDS = "chuyển đổi số"
ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "Bình dân học vụ số: phổ cập kỹ năng số, chuyển đổi số trong mọi cơ quan."


@pytest.fixture
def units(make: Make) -> tuple[Department, Department]:
    """Two units."""
    return make.department("Phòng Một"), make.department("Phòng Hai")


@pytest.fixture
def papers(make: Make, units: tuple[Department, Department]) -> dict[str, Directive]:
    """One paper for all, one for each unit, one for one person, and ten on something else."""
    person = make.staff(department=units[0])
    audiences = {"chung": None, "một": [units[0]], "hai": [units[1]], "riêng": [person]}
    made = {
        name: make.directive(
            subject=f"Chuyển đổi số phần {name}", audience=audience, signer=f"Nguyễn {name * 2}",
            symbol=f"77{number}/KH-UBND", pages=(TEXT,), published_at=now(),
            issuing_body=make.body(f"Ban {name}"), topics=[make.topic(f"chủ đề {name}")],
        )
        for number, (name, audience) in enumerate(audiences.items(), 1)
    }  # fmt: skip
    for number in range(10):
        make.directive(subject=f"Phòng chống thiên tai đợt {number}", pages=("Mưa lũ, sạt lở.",))
    indexing.catch_up()
    return made


@pytest.fixture
def people(
    make: Make, units: tuple[Department, Department], papers: dict[str, Directive]
) -> dict[StaffMember, set[str]]:
    """Five people and the papers that each may see."""
    return {
        make.staff(department=units[0]): {"chung", "một"},
        make.staff(department=units[1]): {"chung", "hai"},
        make.unit_head(department=units[0]): {"chung", "một", "riêng"},
        make.clerk(): set(papers),
        make.leader(): set(papers),
    }


def tells(words: str, papers: dict[str, Directive]) -> set[str]:
    """The names of the papers of which the words tell anything."""
    return {
        name
        for name, paper in papers.items()
        if any(
            one in words
            for one in (paper.symbol, f"phần {name}", paper.signer, f"Ban {name}", f"chủ đề {name}")
        )
    }


def test_suggestions_come_from_what_the_person_sees(
    site: Site, papers: dict[str, Directive], people: dict[StaffMember, set[str]]
) -> None:
    for person, seen in people.items():
        site.sign_in(person)
        for typed in ("chuyen doi s", "77", "co-quan: ban", "chu-de: chu", "nguoi-ky: nguyen"):
            told = str(site.fetch("search.suggest", q=typed).json)
            assert tells(told, papers) == seen, (person.role, typed)
        counted = site.fetch("search.suggest", q="chuyển đổi số cấp: ubnd t").json["groups"]
        assert f"{len(seen)} văn bản" in str(counted), person.role


def test_similar_papers_are_those_that_the_person_sees(
    site: Site, papers: dict[str, Directive], people: dict[StaffMember, set[str]]
) -> None:
    for person, seen in people.items():
        site.sign_in(person)
        page = site.get("search.similar", directive_id=papers["chung"].id)
        assert page.headline.startswith(f"{len(seen) - 1} văn bản"), person.role
        assert tells(page.text, papers) == seen
        for name in set(papers) - seen:
            site.get("search.similar", directive_id=papers[name].id, status=404)


def test_the_form_for_parts_offers_and_counts_what_the_person_sees(
    site: Site, papers: dict[str, Directive], people: dict[StaffMember, set[str]]
) -> None:
    for person, seen in people.items():
        page = site.sign_in(person).get("search.advanced", q=WORDS)
        assert f"{len(seen)} văn bản khớp đủ" in page.text, person.role
        assert tells(page.html, papers) == seen


def test_a_feed_and_the_count_of_a_saved_search_know_what_its_owner_sees(
    site: Site, papers: dict[str, Directive], people: dict[StaffMember, set[str]]
) -> None:
    for person, seen in people.items():
        site.sign_in(person)
        answer = site.post("search.feed_renew", number=keep(site, WORDS).id)
        (secret,) = set(re.findall(r"/nguon/([\w-]{43})\.atom", answer.get_data(as_text=True)))
        feed = Site(site.app).fetch("search.feed", token=secret).get_data()
        assert len(ElementTree.fromstring(feed).findall(f"{ATOM}entry")) == len(seen), person.role
        assert tells(feed.decode(), papers) == seen

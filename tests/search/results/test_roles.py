"""The same words asked by five people: nobody's page counts what the person may not see."""

import re
from dataclasses import dataclass

import pytest

from intranet.directives.models import Directive
from intranet.people.models import Department, StaffMember
from intranet.people.roles import Role
from intranet.search.index import indexing
from tests.making import Make
from tests.site import NS, Page, Site

WORDS = "chuyển đổi số"


@dataclass(frozen=True)
class Office:
    """Two units, their people, and what each unit was given."""

    unit: Department
    other: Department
    papers: dict[str, Directive]


@pytest.fixture
def office(make: Make) -> Office:
    """One paper for all, one for each unit, one for one person; each has a topic of its own."""
    unit, other = make.department("Phòng Một"), make.department("Phòng Hai")
    person = make.staff(department=unit)
    audiences = {"chung": None, "một": [unit], "hai": [other], "riêng": [person]}
    papers = {
        name: make.directive(
            subject=f"Chuyển đổi số phần {name}", audience=audience,
            symbol=f"{number}/KH-UBND", topics=[make.topic(f"chủ đề {name}")],
            pages=(f"Chuyển đổi số phần {name}, đặc điểm {name * 3}.",),
        )
        for number, (name, audience) in enumerate(audiences.items(), 1)
    }  # fmt: skip
    indexing.catch_up()
    return Office(unit, other, papers)


def people(make: Make, office: Office) -> dict[StaffMember, set[str]]:
    """Five people and the papers that each may see."""
    everything = set(office.papers)
    return {
        make.staff(department=office.unit): {"chung", "một"},
        make.staff(department=office.other): {"chung", "hai"},
        make.unit_head(department=office.unit): {"chung", "một", "riêng"},
        make.clerk(): everything,
        make.leader(): everything,
    }


def test_totals_hits_and_facets_are_those_of_the_person(
    site: Site, make: Make, office: Office
) -> None:
    for person, seen in people(make, office).items():
        page = site.sign_in(person).get("search.index", q=WORDS)
        assert page.headline.startswith(f"{len(seen)} văn bản"), person.role
        for name in office.papers:
            shown = name in seen
            assert (f"Chuyển đổi số phần {name}" in page.text) == shown, (person.role, name)
            assert (f"chủ đề {name}" in page.text) == shown, (person.role, name)
        assert counts(page, "cap") == [len(seen)]


def test_a_filter_on_what_one_may_not_see_finds_nothing(
    site: Site, make: Make, office: Office
) -> None:
    for person, seen in people(make, office).items():
        site.sign_in(person)
        for name in office.papers:
            page = site.get("search.index", q=f'{WORDS} chu-de:"chủ đề {name}"')
            assert page.headline.startswith("1 văn bản") == (name in seen), (person.role, name)


def test_symbols_rare_words_and_misspellings_of_hidden_papers_are_unknown(
    site: Site, make: Make, office: Office
) -> None:
    for person, seen in people(make, office).items():
        site.sign_in(person)
        for name, paper in office.papers.items():
            rare = name * 3
            for typed in (paper.symbol, rare, f"{rare}x", f'"đặc điểm {rare}"'):
                answer = site.client.get("/tim-kiem", query_string={"q": typed})
                if name in seen:
                    continue
                assert answer.status_code == 200, (person.role, typed)
                page = Page(answer)
                assert f"phần {name}" not in page.text, (person.role, typed)
                proposed = [
                    one.get("href") for one in page.all("a") if one.find(f"{NS}b") is not None
                ]
                assert not [link for link in proposed if rare in (link or "")], (person.role, typed)


def test_the_administrator_has_no_search(site: Site, make: Make, office: Office) -> None:
    admin = make.staff(role=Role.ADMIN)
    assert site.sign_in(admin).fetch("search.index", q=WORDS).status_code == 403


def counts(page: Page, name: str) -> list[int]:
    """The numbers beside the boxes of a facet."""
    found = []
    for label in page.all("label"):
        box = label.find(f"{NS}input")
        if box is not None and box.get("name") == name:
            words = "".join(label.itertext())
            found.append(int(re.findall(r"\d+", words)[-1]))
    return found

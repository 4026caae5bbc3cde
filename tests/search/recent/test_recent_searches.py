"""Recent searches: at hand for whoever made them, for nobody else, and gone when they say so."""

from datetime import timedelta

from intranet.core.clock import now
from intranet.core.database import db, writing
from intranet.core.task_queue import tasks
from intranet.search.index import indexing
from intranet.search.recent.models import RecentSearch
from intranet.search.recent.recent_searches import MOST, forget_old_searches
from tests.making import Make
from tests.site import Page, Site


def lately(page: Page) -> list[str]:
    """The recent searches on the page where a search begins, as they are shown."""
    lists = [each for each in page.all("ul") if "lately" in (each.get("class") or "")]
    return [" ".join("".join(link.itertext()).split()) for one in lists for link in one.iter(A)]


A = "{http://www.w3.org/1999/xhtml}a"


def test_what_i_searched_for_last_is_at_hand_for_me_alone(site: Site, make: Make) -> None:
    me, other = make.staff(), make.staff()
    make.directive(symbol="57-NQ/TW", pages=("Kế hoạch chuyển đổi số",))
    indexing.catch_up()
    site.sign_in(me)
    assert lately(site.get("search.index")) == []
    for words in ("Chuyển đổi  số", "kế hoạch", "57-NQ/TW", "Chuyển đổi số", "0912 345 678"):
        site.fetch("search.index", q=words)
    site.get("search.index", q="kế hoạch", loai="KH")
    assert lately(site.get("search.index")) == ["Chuyển đổi số", "57-NQ/TW", "kế hoạch"]
    offered = site.fetch("search.suggest", q="").json["groups"][0]
    assert offered["name"] == "Tìm gần đây"
    assert [line["query"] for line in offered["lines"]] == ["Chuyển đổi số", "57-NQ/TW", "kế hoạch"]
    site.sign_in(other)
    assert lately(site.get("search.index")) == []
    assert "Tìm gần đây" not in str(site.fetch("search.suggest", q="").json)
    site.post("search.recent_forget", {})
    site.sign_in(me)
    assert len(lately(site.get("search.index"))) == 3


def test_one_or_all_are_forgotten_at_once(site: Site, make: Make) -> None:
    site.sign_in(make.staff())
    for number in range(MOST + 3):
        site.get("search.index", q=f"câu số {number}")
    kept = [f"câu số {number}" for number in range(MOST + 2, 2, -1)]
    assert lately(site.get("search.index")) == kept
    for _twice in range(2):
        answer = site.post("search.recent_forget", {"q": kept[0]})
        assert answer.location == "/tim-kiem"
    assert lately(site.get("search.index")) == kept[1:]
    site.post("search.recent_forget", {})
    assert lately(site.get("search.index")) == []


def test_old_ones_go_with_the_counts_of_the_board(site: Site, make: Make) -> None:
    me = make.staff().id
    db.session.rollback()
    with writing() as session:
        for words, days in (("cũ", 181), ("mới", 179)):
            moment = now() - timedelta(days=days)
            session.add(RecentSearch(staff_id=me, words=words, asked_at=moment))
    tasks().enqueue(forget_old_searches)
    tasks().drain()
    assert [row.words for row in db.session.query(RecentSearch)] == ["mới"]

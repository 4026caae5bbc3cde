"""The index follows the database."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import AudienceEntry, Directive, Version
from intranet.people.models import StaffMember
from intranet.search.engines import registry
from intranet.search.fields import IndexEntry
from intranet.search.index import entry_updates, indexing, sources
from intranet.search.index.sources import EntryDetails, EntrySource
from intranet.search.index.tasks import index_thing
from intranet.search.results.page_address import PageAddress
from intranet.search.results.queries import results
from tests.making import Make


def found(staff: StaffMember, words: str) -> list[str]:
    return [hit.id for hit in results(db.session, staff, PageAddress(words)).hits]


def test_a_published_directive_is_found_when_the_worker_was_there(make: Make) -> None:
    paper = make.directive(subject="Kế hoạch truyền thông")
    assert indexing.stats(db.session).lag == 1
    tasks().enqueue(index_thing, "directive", paper.id)
    db.session.commit()
    tasks().drain()
    assert found(make.staff(), "truyen thong") == [f"directive:{paper.id}"]
    assert indexing.stats(db.session).lag == 0


def test_what_the_worker_missed_is_caught_up(make: Make) -> None:
    paper, reader = make.directive(subject="Kế hoạch cũ"), make.staff()
    indexing.catch_up()
    assert indexing.catch_up() == 0
    paper.subject, paper.changed_at = "Chương trình mới", now() + timedelta(seconds=1)
    db.session.commit()
    assert indexing.catch_up() == 1
    assert found(reader, "chương trình mới") == [f"directive:{paper.id}"]


def test_what_is_gone_from_the_database_is_gone_from_the_index(make: Make) -> None:
    paper, other = make.directive(subject="Kế hoạch một"), make.directive(subject="Kế hoạch hai")
    indexing.catch_up()
    for model in (AudienceEntry, Version):
        db.session.execute(delete(model).where(model.directive_id == paper.id))
    db.session.execute(delete(Directive).where(Directive.id == paper.id))
    db.session.commit()
    assert indexing.catch_up() == 1
    assert registry.engine().ids() == {f"directive:{other.id}"}


def test_a_directive_withdrawn_from_a_person_is_not_shown_though_the_index_lags(
    make: Make,
) -> None:
    reader = make.staff()
    paper = make.directive(subject="Kế hoạch riêng", audience=[reader])
    indexing.catch_up()
    assert found(reader, "kế hoạch riêng")
    db.session.execute(delete(AudienceEntry).where(AudienceEntry.directive_id == paper.id))
    db.session.commit()
    assert found(reader, "kế hoạch riêng") == []


def test_a_higher_room_lets_its_own_things_be_found(
    make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    def entries(_session: Session, ids: Sequence[int]) -> Iterable[IndexEntry]:
        return [
            IndexEntry(f"note:{one}", "Bài trình bày chuyên đề", audience=("all",)) for one in ids
        ]

    def load_hits(
        _session: Session, _staff: StaffMember, ids: Sequence[int]
    ) -> Mapping[int, EntryDetails]:
        return {
            one: EntryDetails("Bài", "", "agency", "", None, "web.home", {}, ((1, "chuyên đề"),))
            for one in ids
        }

    source = EntrySource("note", Directive, entries, load_hits)
    monkeypatch.setattr(sources, "_sources", dict(sources.sources()))  # for this test alone
    sources.register_source(source)
    paper = make.directive(subject="Không liên quan")
    number = paper.id
    db.session.commit()
    entry_updates.index_things(source, [number])
    assert found(make.staff(), "bài trình bày") == [f"note:{paper.id}"]

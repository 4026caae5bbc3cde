"""Which engine answers, and how the portal turns from one to the other."""

from collections.abc import Iterator
from dataclasses import replace
from importlib.metadata import PackageNotFoundError
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from intranet import create_app
from intranet.core.database import db
from intranet.search.engines import registry
from intranet.search.engines.whoosh.engine import WhooshEngine
from intranet.search.index import indexing
from intranet.search.index.indexing import RebuildProgress, progress
from intranet.search.results.queries import PageAddress, results
from tests.making import Make

needs_tantivy = pytest.mark.skipif(
    not registry.is_installed(registry.TANTIVY), reason="the optional library is not here"
)


def switch(app: Flask, name: str) -> tuple[int, str]:
    db.session.rollback()
    done = app.test_cli_runner().invoke(args=["index", "switch", name])
    return done.exit_code, done.output


def test_whoosh_answers_when_nobody_chose(settings: Settings) -> None:
    assert registry.engine_name(settings) == registry.WHOOSH
    assert isinstance(registry.make(registry.WHOOSH, settings.search_index), WhooshEngine)


def test_the_setting_counts_before_what_was_switched_to(settings: Settings) -> None:
    registry.keep(settings.search_index, registry.TANTIVY)
    assert registry.engine_name(settings) == registry.TANTIVY
    assert registry.engine_name(replace(settings, search_engine="whoosh")) == registry.WHOOSH


def test_an_unknown_name_is_refused_in_words(settings: Settings, app: Flask) -> None:
    with pytest.raises(registry.UnknownEngine, match="whoosh hoặc tantivy"):
        registry.engine_name(replace(settings, search_engine="solr"))


def test_a_missing_library_is_told_with_the_command(
    app: Flask, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def missing(name: str) -> str:
        raise PackageNotFoundError(name)

    monkeypatch.setattr(registry, "version", missing)
    with pytest.raises(registry.EngineMissing, match="scripts/setup --tantivy"):
        registry.make(registry.TANTIVY, settings.search_index)
    code, said = switch(app, "tantivy")
    assert code == 1
    assert "scripts/setup --tantivy" in said
    assert registry.engine_name(settings) == registry.WHOOSH


@pytest.fixture
def set_to_whoosh(settings: Settings) -> Iterator[Flask]:
    made = create_app(replace(settings, search_engine="whoosh"))
    with made.app_context():
        yield made
        db.session.remove()
        db.engine.dispose()


@needs_tantivy
def test_a_switch_against_the_setting_is_refused(set_to_whoosh: Flask) -> None:
    code, said = switch(set_to_whoosh, "tantivy")
    assert code == 1
    assert "SEARCH_ENGINE" in said


@needs_tantivy
def test_the_portal_turns_to_the_other_engine_and_back_without_a_restart(
    app: Flask, settings: Settings, make: Make
) -> None:
    paper, reader = make.directive(subject="Kế hoạch truyền thông"), make.staff()
    name, person = f"directive:{paper.id}", reader.id
    db.session.rollback()
    indexing.catch_up()

    def found() -> list[str]:
        staff = db.session.get(type(reader), person)
        assert staff
        return [hit.id for hit in results(db.session, staff, PageAddress("truyen thong")).hits]

    assert found() == [name]
    for engine in ("tantivy", "whoosh", "tantivy"):
        code, said = switch(app, engine)
        assert code == 0, said
        assert registry.engine_name(settings) == engine
        assert indexing.stats(db.session).engine == engine
        assert found() == [name]
    code, said = switch(app, "tantivy")
    assert code == 0
    assert "rồi" in said


@needs_tantivy
def test_what_comes_while_the_other_index_is_built_is_found_after_it(make: Make) -> None:
    first = f"directive:{make.directive(subject='Kế hoạch một').id}"
    db.session.rollback()
    indexing.catch_up()
    late: list[str] = []

    def meanwhile(_said: RebuildProgress) -> None:
        if not late:
            late.append(f"directive:{make.directive(subject='Kế hoạch hai').id}")
            db.session.commit()

    db.session.rollback()
    indexing.rebuild(registry.TANTIVY, meanwhile, chosen_too=True)
    assert registry.engine().ids() == {first, *late}
    db.session.rollback()
    assert indexing.stats(db.session).lag == 0


def test_a_rebuild_tells_how_far_it_is(make: Make, settings: Settings) -> None:
    for number in range(3):
        make.directive(subject=f"Kế hoạch {number}")
    db.session.rollback()
    assert progress() is None
    seen: list[RebuildProgress] = []
    assert indexing.rebuild(registry.WHOOSH, seen.append) == 3
    assert seen[0].runs
    assert seen[0].total == 3
    last = progress()
    assert last is not None
    assert not last.runs
    assert last.done == last.total
    assert Path(settings.search_index / "rebuild.json").exists()

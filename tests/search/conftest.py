"""An empty index of each engine in the test's folder."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intranet.search.engines.port import Engine
from tests.search.filled_engines import ENGINES


@pytest.fixture(params=ENGINES)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    """An empty index."""
    made = ENGINES[request.param](tmp_path / "index")
    yield made
    made.close()


@pytest.fixture(params=ENGINES, scope="module")
def shared(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    """An index that the tests of a module fill once."""
    made = ENGINES[request.param](tmp_path_factory.mktemp("shared"))
    yield made
    made.close()

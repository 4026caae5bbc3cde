"""An empty index in the test's folder, and the words to fill it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from intranet.search.whoosh_engine import WhooshEngine


@pytest.fixture
def engine(tmp_path: Path) -> Iterator[WhooshEngine]:
    """An empty index."""
    made = WhooshEngine(tmp_path / "index")
    yield made
    made.close()

"""What several promises are tried on."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from tests.making import Make
from tests.security.copies import Copy, copied


@pytest.fixture
def copy(app: Flask, make: Make, settings: Settings, tmp_path: Path) -> Iterator[Copy]:
    """A copy of an office in the hands of somebody with every right."""
    with copied(app, make, settings, tmp_path) as made:
        yield made

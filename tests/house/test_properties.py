"""Property tests give the same result on every usual run."""

import pytest
from hypothesis import settings

from tests.properties import TIMES, USUAL, examples


def test_examples_are_the_same_each_time_but_on_a_hunt(request: pytest.FixtureRequest) -> None:
    hunts = request.config.getoption("--hypothesis-profile") == "hunt"
    assert settings().derandomize is not hunts
    assert settings().database is None
    assert settings().deadline is None
    assert examples(30).max_examples == (30 * TIMES if hunts else 30)
    assert settings().max_examples == (USUAL * TIMES if hunts else USUAL)

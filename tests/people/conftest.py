"""A browser for tests of sessions: nothing of one request is remembered for the next."""

from typing import Any

import pytest
from flask import Flask, g
from flask.testing import FlaskClient


class ForgetfulClient(FlaskClient):
    """Clears what a request left in the application context that the test itself holds open."""

    def open(self, *args: Any, **kwargs: Any) -> Any:
        for name in list(g):
            g.pop(name)
        return super().open(*args, **kwargs)


@pytest.fixture(autouse=True)
def forgetful(app: Flask) -> None:
    """Every client of these tests forgets."""
    app.test_client_class = ForgetfulClient

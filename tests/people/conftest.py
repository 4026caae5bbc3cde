"""A mail server for the tests of the people room."""

from collections.abc import Iterator

import pytest
from flask import Flask

from config import Settings
from tests.people.notifications.mail_case import with_mail
from tests.people.notifications.post_office import PostOffice, open_office


@pytest.fixture
def office(app: Flask, settings: Settings) -> Iterator[PostOffice]:
    """A mail server in a good mood, to which the portal is connected."""
    with open_office() as opened:
        app.provide(with_mail(settings, opened.port))
        yield opened

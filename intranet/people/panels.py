"""What people are told on the pages of others, and what is taken back when papers are hidden."""

from collections.abc import Sequence
from typing import Any

from flask import Flask

from intranet.core.events import subscribe
from intranet.core.panels import register_panel
from intranet.people import notices
from intranet.people.view_mail import mail_panel
from intranet.people.view_notices import choice_panel
from intranet.people.words import absence_word


def register(app: Flask) -> None:
    """The letters on the account page and the system page; hidden papers leave the bell too."""
    subscribe(app, "papers hidden", forget_hidden)
    register_panel(app, "account.main", choice_panel)
    register_panel(app, "system.main", mail_panel)
    app.jinja_env.globals["absence_word"] = absence_word
    belongs = app.extensions.setdefault("belongs", {})
    belongs.update({f"people.{page}": "people.away" for page in ("groups", "group", "days_off")})


def forget_hidden(session: Any, directives: Sequence[int]) -> None:
    """Nothing is told any more about papers that nobody may see."""
    notices.forget_directives(session, directives)

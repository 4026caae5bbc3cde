"""What every form asks in the same way, and what a page does when an action refuses.

Days are typed as people write them, text is made tidy; refused work is undone, the sentence shown.
"""

import unicodedata
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from flask import flash, redirect, url_for
from flask_babel import lazy_gettext as _l
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response
from wtforms import DateField, SelectChoice, SelectField, StringField
from wtforms.validators import Length, Optional
from wtforms.widgets import TextInput

from intranet.core.database import db
from intranet.core.dates import DAY_PATTERNS
from intranet.core.errors import BadInput, PortalError

EARLIEST_YEAR = 1930
NEEDED = _l("Ô này cần được điền.")
TOO_LONG = _l("Nội dung dài quá %(max)d ký tự. Hãy rút gọn.")
UNKNOWN_DAY = _l("Không đọc được ngày. Hãy nhập như 12/08/2025.")


def tidy(text: str | None) -> str:
    """What was typed, in NFC, with single blanks and without control characters."""
    composed = unicodedata.normalize("NFC", text or "")
    return " ".join("".join(sign if sign.isprintable() else " " for sign in composed).split())


def text_field(label: object, most: int, *rules: Any, kind: Any = StringField) -> Any:
    """A field for a text of at most so many characters, made tidy."""
    return kind(label, [*rules, Length(max=most, message=TOO_LONG)], filters=[tidy])


class DayField(DateField):
    """A day typed as people write it (12/8/2025) or as machines do (2025-08-12)."""

    widget = TextInput()
    data: date | None

    def __init__(self, label: object, validators: Iterable[Any] = (), **more: Any) -> None:
        looks = {"inputmode": "numeric", "placeholder": "dd/mm/yyyy", "autocomplete": "off"}
        looks["data-day"] = ""
        super().__init__(label, list(validators), format=DAY_PATTERNS, render_kw=looks, **more)

    def process_formdata(self, valuelist: list[Any]) -> None:
        """The day, or a sentence that shows how to write one."""
        try:
            super().process_formdata([str(typed).strip() for typed in valuelist])
        except ValueError:
            raise ValueError(str(UNKNOWN_DAY)) from None
        if self.data and self.data.year < EARLIEST_YEAR:
            self.data = None
            raise ValueError(str(UNKNOWN_DAY))


class ChoiceField(SelectField):
    """One of many numbered things, none at first: nothing is chosen for anybody.

    `typed` is what the field says while it is empty; with it people find their choice by typing.
    """

    def __init__(
        self, label: object, validators: Iterable[Any] = (), *, coerce: Any = int,
        nothing: object = _l("Chưa chọn"), typed: object = None, **more: Any,
    ) -> None:  # fmt: skip
        looks = {} if typed is None else {"data-pick": typed}
        super().__init__(label, list(validators), coerce=_or_none(coerce), render_kw=looks, **more)
        self.nothing = SelectChoice("", nothing)
        self.invalid_choice_message = _l("Hãy chọn một mục có trong danh sách.")
        self.invalid_value_message = self.invalid_choice_message
        self.type = "SelectField"  # drawn as one

    def _choices_from_input(self, choices: Any) -> Any:
        return [self.nothing, *(super()._choices_from_input(choices) or ())]


def _or_none(coerce: Any) -> Any:
    return lambda value: coerce(value) if value not in {None, ""} else None


class BlankDay(Optional):
    """A field that may stay empty; the page says so once for all of them."""

    def __init__(self) -> None:
        super().__init__()
        self.field_flags = {"optional": True, "plain_label": True}


@contextmanager
def refusal_in(form: FlaskForm, **beside: type[BadInput]) -> Iterator[None]:
    """Undo what the block refuses and show why above the form, or beside the field of its kind.

    `beside` names the field of each kind of refusal; the block returns the page of success.
    """
    try:
        yield
    except BadInput as refusal:
        db.session.rollback()
        for name, kind in beside.items():
            if isinstance(refusal, kind):
                form[name].errors = [str(refusal)]
                return
        form.form_errors.append(str(refusal))


@contextmanager
def refusal_flashed() -> Iterator[None]:
    """Undo what the block refuses and say why on the page that comes next."""
    with refusals_listed() as refused:
        yield
    for words in refused:
        flash(words, "warn")


@contextmanager
def refusals_listed(*also: type[PortalError]) -> Iterator[list[str]]:
    """Undo what the block refuses and keep why, for pages that show it in a place of their own.

    `also` are other errors that this page takes for refusals.
    """
    kinds: tuple[type[PortalError], ...] = (BadInput, *also)
    refused: list[str] = []
    try:
        yield refused
    except kinds as refusal:
        db.session.rollback()
        refused.append(str(refusal))


def tell_with_act(words: str, act: str, url: str) -> None:
    """Say these words on the page that comes next, beside a button that POSTs to an address."""
    flash({"words": words, "act": act, "url": url}, "ok")  # type: ignore[arg-type]


def commit_and_go(words: str, endpoint: str, **values: Any) -> Response:
    """Commit, and go on to a page that says these words first."""
    db.session.commit()
    flash(words, "ok")
    return redirect(url_for(endpoint, **values))

"""What a page does when an action refuses: the work is undone, the sentence is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash
from flask_wtf import FlaskForm

from intranet.core.database import db
from intranet.core.errors import BadInput, PortalError


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
    try:
        yield
    except BadInput as refusal:
        db.session.rollback()
        flash(str(refusal), "warn")


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

"""What a page does when an action refuses: the work is undone, the sentence is shown."""

from collections.abc import Iterator
from contextlib import contextmanager

from flask import flash
from flask_wtf import FlaskForm

from intranet.core.database import db
from intranet.core.errors import BadInput


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

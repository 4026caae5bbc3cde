"""A form that was sent when the session had ended: it travels along to the sign-in page and on.

It is signed, so that nobody else can write one, and good for an hour.
"""

import json
from typing import NamedTuple

from flask import current_app, request, session
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

KEEP_SECONDS = 3600
LEFT_OUT = {"csrf_token", "password", "current", "new", "again", "kept"}


class UnsentForm(NamedTuple):
    """Where the form was going, what stood in it, the names of files left out, who filled it in."""

    path: str
    fields: list[tuple[str, str]]
    files: list[str]
    staff_id: int | None


def pack_form() -> str:
    """The posted fields and where they were going, signed so that nobody else can write them."""
    form = UnsentForm(
        request.full_path.rstrip("?"),
        [field for field in request.form.items(multi=True) if field[0] not in LEFT_OUT],
        [file.filename for file in request.files.values() if file.filename],
        current_user.id if current_user.is_authenticated else session.get("was"),
    )
    return _signer().dumps(json.dumps(form))


def unpack_form(packed: str) -> UnsentForm | None:
    """The form that was kept, or None when it is older than an hour or not ours."""
    try:
        return UnsentForm(*json.loads(_signer().loads(packed, max_age=KEEP_SECONDS)))
    except BadSignature:
        return None


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept form")

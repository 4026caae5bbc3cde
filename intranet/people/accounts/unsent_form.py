"""A form that was sent when the session had ended: it travels along to the sign-in page and on.

It is signed, so that nobody else can write one, and good for an hour.
"""

import json
from dataclasses import dataclass

from flask import current_app, request, session
from flask_login import current_user
from itsdangerous import BadSignature, URLSafeTimedSerializer

KEEP_SECONDS = 3600
LEFT_OUT = {"csrf_token", "password", "current", "new", "again", "kept"}


@dataclass(frozen=True)
class UnsentForm:
    """Where the form was going, what stood in it, the names of files left out, who filled it in."""

    path: str
    fields: tuple[tuple[str, str], ...]
    files: tuple[str, ...]
    staff_id: int | None


def pack_form() -> str:
    """The posted fields and where they were going, signed so that nobody else can write them."""
    fields = [(key, value) for key, value in request.form.items(multi=True) if key not in LEFT_OUT]
    files = [file.filename for file in request.files.values() if file.filename]
    staff_id = current_user.id if current_user.is_authenticated else session.get("was")
    path = request.full_path.rstrip("?")
    return _signer().dumps(json.dumps([path, fields, files, staff_id]))


def unpack_form(packed: str) -> UnsentForm | None:
    """The form that was kept, or None when it is older than an hour or not ours."""
    try:
        path, fields, files, staff_id = json.loads(_signer().loads(packed, max_age=KEEP_SECONDS))
    except BadSignature:
        return None
    return UnsentForm(path, tuple((key, value) for key, value in fields), tuple(files), staff_id)


def _signer() -> URLSafeTimedSerializer:
    return URLSafeTimedSerializer(current_app.secret_key or "", salt="kept form")

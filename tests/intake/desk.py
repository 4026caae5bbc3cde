"""The clerk's desk in a test: upload a file, let the machine read it, fill in the form."""

import io
from datetime import date, timedelta
from typing import Any

from sqlalchemy import select

from intranet.core.clock import today
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.directives.models import Directive
from intranet.intake.models import IntakeItem
from tests.site import Site

AS_JSON = {"Accept": "application/json"}


def send(site: Site, content: bytes, name: str = "van-ban.docx", **values: Any) -> Any:
    """The answer to one file sent by the page's script."""
    return post(site, {"file": (io.BytesIO(content), name), "attested": "y"}, AS_JSON, **values)


def post(site: Site, fields: dict[str, Any], headers: Any = None, **values: Any) -> Any:
    """The answer to an upload form."""
    data = {"csrf_token": site.token(), **fields}
    db.session.rollback()
    answer = site.client.post(site.url("intake.receive", **values), data=data, headers=headers)
    db.session.rollback()
    return answer


def on_desk(site: Site, content: bytes, name: str = "van-ban.docx", **values: Any) -> int:
    """The item of a file that was uploaded and read by the worker."""
    answer = send(site, content, name, **values)
    assert answer.status_code == 200, answer.json
    db.session.rollback()
    tasks().drain()
    db.session.rollback()
    number: int = answer.json["id"]
    return number


def item(number: int) -> IntakeItem:
    """The item as the database has it now."""
    db.session.rollback()
    return db.session.scalars(select(IntakeItem).filter_by(id=number)).one()


def filled(site: Site, number: int, **changes: Any) -> dict[str, Any]:
    """The fields of the check page as it opens, with some changes, ready to be sent."""
    page = site.get("intake.check", item_id=number)
    (form,) = (one for one in page.all("form") if one.get("data-check") is not None)
    fields = {"do": "publish", **_fields(form), **changes}
    return {name: one for name, one in fields.items() if one is not None}


def _fields(form: Any) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for element in form.iter():
        tag, name = str(element.tag).rpartition("}")[2], element.get("name")
        if tag in {"input", "textarea", "select"} and name and _counts(element):
            found[name] = _value(element, tag)
    return found


def _counts(element: Any) -> bool:
    return element.get("type") not in {"checkbox", "radio"} or "checked" in element.attrib


def _value(element: Any, tag: str) -> str:
    if tag == "select":
        chosen = [one for one in element if "selected" in one.attrib] or list(element)[:1]
        return str(chosen[0].get("value"))
    return str(element.get("value") or "".join(element.itertext()))


def day(moment: date) -> str:
    """A day as people type it."""
    return moment.strftime("%d/%m/%Y")


def in_days(days: int) -> str:
    """The day so many days from today, as people type it."""
    return day(today() + timedelta(days=days))


def decide(site: Site, number: int, *, status: int = 302, **changes: object) -> str:
    """The page after sending the form as it opens, with some changes."""
    answer = site.post("intake.decide", data=filled(site, number, **changes), item_id=number)
    assert answer.status_code == status, answer.get_data(as_text=True)[:3000]
    return answer.get_data(as_text=True)


def directives() -> list[Directive]:
    """Everything published, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(Directive).order_by(Directive.id)))

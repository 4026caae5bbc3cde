"""Questions on the command line."""

import json
from typing import Any, NoReturn

import click
from flask.cli import with_appcontext
from sqlalchemy import select

from intranet.assistant.answers.answering import EmptyQuestion, answer
from intranet.assistant.answers.entrance import asker_for
from intranet.assistant.answers.report import report
from intranet.core.database import db
from intranet.directives.audience.visibility import visible
from intranet.directives.models import Directive
from intranet.language.symbols.parsing import lookup_key
from intranet.people.models import StaffMember
from intranet.people.permissions import Permission, may

MISUSED = 2


@click.command()
@click.argument("question")
@click.option("--as", "username", required=True, help="Whose eyes to answer with.")
@click.option("--within", "symbol", default="", help="Answer from this directive alone.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def ask(question: str, username: str, symbol: str, as_json: bool) -> None:
    """Answer QUESTION in the words of the directives that a person may see."""
    staff = db.session.scalar(select(StaffMember).filter_by(username=username))
    if staff is None or not may(staff.role, Permission.READ):
        _misused(f"Không có người đọc tên {username}.")
    within = _within(staff, symbol) if symbol else None
    try:
        found = answer(asker_for(db.session, staff, within), question)
    except EmptyQuestion as refusal:
        _misused(str(refusal))
    told = report(found)
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else _in_words(told))


def _within(staff: StaffMember, symbol: str) -> int:
    bearing = visible(staff).where(Directive.symbol_key == lookup_key(symbol))
    directive = db.session.scalar(bearing.limit(1))
    return directive.id if directive else _misused(f"Không có văn bản {symbol}.")


def _misused(words: str) -> NoReturn:
    click.echo(words, err=True)
    raise SystemExit(MISUSED)


def _in_words(told: dict[str, Any]) -> str:
    lines = [f"{told['outcome']} ({told['kind']})"]
    if told["sql"]:
        lines.append(" ".join(f"{name}={value}" for name, value in told["sql"].items()))
    for each in (*told["answers"], *told["near"]):
        place = f", {each['clause']}, trang {each['page']}" if "quote" in each else ""
        lines.append(f"- {each['symbol']}{place}: {each.get('quote') or each['title']}")
    return "\n".join(lines)

"""Search and index on the command line."""

import json
from dataclasses import asdict
from typing import Any

import click
from flask.cli import with_appcontext
from flask_babel import gettext as _
from sqlalchemy import select

from intranet.core import audit
from intranet.core.current_settings import settings
from intranet.core.database import db, reading, writing
from intranet.core.errors import PortalError
from intranet.people.models import StaffMember
from intranet.search.engines import registry
from intranet.search.index import consistency, indexing
from intranet.search.results.page_address import PageAddress
from intranet.search.results.queries import ShownHit, directive_of_symbol, results


@click.command()
@click.argument("query")
@click.option("--as", "username", required=True, help="Whose eyes to search with.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object.")
@with_appcontext
def search(query: str, username: str, as_json: bool) -> None:
    """Find QUERY among what a person may see; the first page of hits."""
    staff = db.session.scalar(select(StaffMember).filter_by(username=username))
    if staff is None:
        raise click.ClickException(f"Không có tài khoản {username}.")
    page = results(db.session, staff, PageAddress(query))
    opens = directive_of_symbol(db.session, staff, query)
    if as_json:
        report = {
            "query": query,
            "opens": f"directive:{opens}" if opens is not None else None,
            "total": page.total,
            "exact": page.outcome.exact,
            "facets": page.outcome.results.facets,
            "hits": [_plain(hit) for hit in page.hits],
        }
        click.echo(json.dumps(report, ensure_ascii=False))
        return
    click.echo(f"{page.outcome.exact} văn bản, {page.outcome.partial} gần đúng")
    for line in map(_plain, page.hits):
        name, number = line["symbol"] or line["id"], line["page"] or "–"
        click.echo(f"{name}  {line['title']}  (trang {number})")


def _plain(hit: ShownHit) -> dict[str, Any]:
    details = hit.details
    return {
        "id": hit.id,
        "symbol": details.symbol,
        "title": details.title,
        "level": getattr(details.level, "value", details.level),
        "kind": details.kind,
        "issued_on": details.issued_on.isoformat() if details.issued_on else None,
        "page": hit.snippet.number if hit.snippet else None,
        "snippet": hit.snippet.text.striptags() if hit.snippet else None,
    }


@click.group()
def index() -> None:
    """The search index."""


@index.command()
@with_appcontext
def rebuild() -> None:
    """Build the index anew; the old one answers until the new one is whole."""
    click.echo(f"Đã lập lại chỉ mục: {indexing.rebuild()} mục.")


@index.command("catch-up")
@with_appcontext
def catch_up() -> None:
    """Index what changed and was missed."""
    click.echo(f"Đã cập nhật chỉ mục: {indexing.catch_up()} mục thay đổi.")


@index.command()
@with_appcontext
def stats() -> None:
    """The state of the index as JSON."""
    click.echo(json.dumps(asdict(indexing.stats(db.session))))


@index.command("check")
@click.option("--mend", is_flag=True, help="Put right what is wrong.")
@with_appcontext
def check_index(mend: bool) -> None:
    """Hold the index against the database, as JSON; exit status 1 when it is wrong."""
    with reading() as session:
        if mend:
            consistency.mend(session)
            session.rollback()
        report = consistency.check(session)
    consistency.keep(report)
    click.echo(json.dumps(asdict(report), ensure_ascii=False))
    if report.count:
        raise SystemExit(1)


@index.command("switch")
@click.argument("name", type=click.Choice(registry.NAMES))
@with_appcontext
def switch(name: str) -> None:
    """Build the index of another engine beside, then let the portal turn to it."""
    try:
        registry.must_be_free_to_choose(settings(), name)
        if registry.engine_name(settings()) == name:
            click.echo(_("Bộ tìm kiếm %(name)s đang được dùng rồi.", name=name))
            return
        count = indexing.rebuild(name, _tell, chosen_too=True)
    except PortalError as error:
        raise click.ClickException(str(error)) from error
    with writing() as session:
        audit.record(session, None, "index.switched", engine=name, entries=count)
    click.echo(_("Đã chuyển sang %(name)s: %(n)s mục. Không cần khởi động lại.",
                 name=name, n=count))  # fmt: skip


def _tell(progress: indexing.RebuildProgress) -> None:
    told = _("Đã lập %(done)s trên %(total)s", done=progress.done, total=progress.total)
    click.echo(told, err=True)

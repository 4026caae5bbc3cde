"""The index for the administrator: numbers about it, never a word of a directive."""

from flask import flash, redirect, render_template, url_for
from flask_babel import gettext as _
from flask_login import current_user
from werkzeug.wrappers import Response

from intranet.core import audit
from intranet.core.database import db, reading
from intranet.core.forms import commit_and_go
from intranet.core.task_queue import after_commit
from intranet.directives.passages import splitting_progress
from intranet.people.permissions import Permission, permission_required
from intranet.search.blueprint import bp
from intranet.search.engines import registry
from intranet.search.engines.port import IndexUnavailable
from intranet.search.index import consistency, indexing
from intranet.search.index.tasks import rebuild_index
from intranet.search.usage import latency


@bp.get("/quan-tri/chi-muc")
@permission_required(Permission.ADMINISTER)
def index_state() -> str:
    """Engine, size, what waits, how fast it answers, whether it says what the database says."""
    try:
        stats = indexing.stats(db.session)
    except IndexUnavailable:
        stats = None
    latencies = latency.latencies(db.session)
    return render_template(
        "search/index_state.html",
        stats=stats,
        building=indexing.progress(),
        splitting=splitting_progress(db.session),
        latencies=latencies,
        week=latency.WEEK,
        slow_ms=latency.SLOW_MS,
        many_entries=latency.MANY_ENTRIES,
        advised=stats is not None
        and latency.is_larger_advised(stats.engine, stats.entries, latencies),
        is_installed=registry.is_installed(registry.TANTIVY),
        check=consistency.last(),
    )


@bp.get("/quan-tri/chi-muc/tien-do")
@permission_required(Permission.ADMINISTER)
def index_progress() -> str:
    """How far the rebuild is: a piece of the page that asks again while it runs."""
    return render_template("search/index_progress.html", building=indexing.progress())


@bp.post("/quan-tri/chi-muc/lap-lai")
@permission_required(Permission.ADMINISTER)
def index_rebuild() -> Response:
    """Ask the worker to build the index anew; the old one answers meanwhile."""
    if indexing.is_rebuilding():
        flash(_("Chỉ mục đang được lập lại."), "info")
        return redirect(url_for(".index_state"))
    audit.record(db.session, current_user, "index.rebuilt")
    after_commit(db.session, rebuild_index)
    db.session.commit()
    flash(_("Máy đang lập lại chỉ mục. Tìm kiếm vẫn chạy trên chỉ mục cũ."), "ok")
    return redirect(url_for(".index_state"))


@bp.post("/quan-tri/chi-muc/doi-chieu")
@permission_required(Permission.ADMINISTER)
def index_check() -> Response:
    """Hold the index against the database now."""
    db.session.rollback()
    with reading() as session:
        report = consistency.check(session)
    consistency.keep(report)
    if report.count:
        flash(_("Chỉ mục khác cơ sở dữ liệu ở %(n)s mục.", n=report.count), "warn")
    else:
        flash(_("Chỉ mục khớp với cơ sở dữ liệu."), "ok")
    return redirect(url_for(".index_state", _anchor="doi-chieu"))


@bp.post("/quan-tri/chi-muc/sua")
@permission_required(Permission.ADMINISTER)
def index_mend() -> Response:
    """Put right what differs from the database, entry by entry."""
    # The request holds the write lock as it may write; indexing has its own connections.
    db.session.rollback()
    with reading() as session:
        count = consistency.mend(session)
        session.rollback()
        consistency.keep(consistency.check(session))
    audit.record(db.session, current_user, "index.mended", entries=count)
    return commit_and_go(_("Đã sửa %(n)s mục.", n=count), ".index_state", _anchor="doi-chieu")

"""An empty portal becomes a believable office; a filled one is left alone."""

import os

import click
from sqlalchemy import select

from intranet.core import audit
from intranet.core.audit import AuditEntry
from intranet.core.current_settings import settings
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.demo.absences_and_groups import seed_absences, seed_days_off, seed_groups
from intranet.demo.invented_directives import load
from intranet.demo.meetings import seed_meetings
from intranet.demo.past_questions import seed_questions
from intranet.demo.past_reminders import seed_reminders
from intranet.demo.reading_history import write_history
from intranet.demo.seeding import seed_directives, seed_people
from intranet.people.models import StaffMember
from intranet.search.index import indexing


def fill_portal() -> None:
    """Fill an empty portal with invented people, directives, reading and meetings."""
    if db.session.scalar(select(AuditEntry.id).filter_by(act="demo.seeded")):
        click.echo("Dữ liệu trình diễn đã có.")
        return
    if db.session.scalar(select(StaffMember.id).limit(1)):
        raise click.ClickException(
            f"Kho ở {settings().data} đã có người dùng và không phải kho trình diễn đầy đủ. Hãy "
            "chọn thư mục trống bằng INTRANET_DATA, hoặc xóa thư mục đó nếu lần tạo trước bị ngắt."
        )
    clerk = seed_people(db.session)
    seed_days_off(db.session, clerk)
    seed_groups(db.session, clerk)
    with click.progressbar(load(), label="Soạn văn bản mẫu") as directives:
        made = seed_directives(db.session, clerk, directives)
    steps = write_history(db.session)
    seed_absences(db.session, clerk)
    seed_reminders(db.session)
    meetings = seed_meetings(db.session, clerk, made)
    audit.record(db.session, None, "demo.seeded", directives=len(made), meetings=meetings)
    db.session.commit()
    tasks().drain(threads=os.cpu_count() or 1)
    indexing.rebuild()
    seed_questions(db.session)
    db.session.commit()
    click.echo(f"Đã có {len(made)} văn bản, {steps} lượt đọc, {meetings} buổi sinh hoạt.")

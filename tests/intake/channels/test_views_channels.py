"""The page of the doors: the clerk sees what came, the administrator only that something came."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import event

from config import Settings
from intranet import create_app
from intranet.core.clock import now
from intranet.core.database import db
from intranet.core.task_queue import tasks
from intranet.intake.channels.models import ChannelPoll
from intranet.intake.models import Arrival, Channel
from tests.intake import sample_files
from tests.intake.desk import send
from tests.intake.sample_packages import zipped
from tests.making import Make
from tests.site import Site


@pytest.fixture
def watched(settings: Settings, tmp_path: Path) -> Iterator[Site]:
    """A portal that watches an empty folder in a clerk's name; an administrator is signed in."""
    (tmp_path / "nguon").mkdir()
    app = create_app(replace(settings, watch_folder=str(tmp_path / "nguon"), doors_as="vanthu"))
    with app.app_context():
        make = Make(db.session)
        make.clerk(username="vanthu")
        yield Site(app).sign_in(make.admin())
        db.session.remove()
        db.engine.dispose()


def test_a_portal_without_doors_says_so(site: Site, make: Make) -> None:
    page = site.sign_in(make.clerk()).get("intake.channels")
    assert page.headline == "Chưa bật nguồn tự động nào"
    assert "Chưa có tệp nào đến" in page.text


def test_the_clerk_sees_names_and_reasons_and_the_administrator_no_name(
    site: Site, make: Make
) -> None:
    clerk, admin = make.clerk(), make.admin()
    site.sign_in(clerk)
    files = {"ke-hoach-37.docx": sample_files.letter(), "chay.exe": b"MZ" + b"\0" * 99}
    send(site, zipped(files), "dot-mot.zip").get_data()
    page = site.get("intake.channels")
    for words in ("ke-hoach-37.docx", "tệp nén dot-mot.zip", "chương trình", "Đã nhận"):
        assert words in page.text
    page = site.sign_in(admin).get("intake.channels")
    assert "chương trình" in page.text
    for words in ("ke-hoach-37", "dot-mot", "chay.exe"):
        assert words not in page.html


def test_a_failing_door_is_the_headline(watched: Site) -> None:
    db.session.add(
        ChannelPoll(
            channel=Channel.FOLDER, looked_at=now(), error="Không mở được thư mục.", failures=3,
            next_at=now() + timedelta(minutes=8),
        )
    )  # fmt: skip
    db.session.commit()
    page = watched.get("intake.channels")
    assert page.headline == "1 nguồn không nhận được văn bản"
    assert "Không mở được thư mục." in page.text
    assert "Lỗi, đã thử 3 lần" in page.text


def test_looking_at_once_does_not_wait_for_a_failing_door(watched: Site) -> None:
    later = now() + timedelta(hours=1)
    db.session.add(ChannelPoll(channel=Channel.FOLDER, failures=5, next_at=later))
    db.session.commit()
    assert watched.post("intake.poll_now").status_code == 302
    tasks().drain()
    db.session.rollback()
    look = db.session.get_one(ChannelPoll, Channel.FOLDER)
    assert (look.failures, look.error) == (0, "")
    assert watched.get("intake.channels").headline == "Các nguồn tự động đang nhận tốt"


def test_readers_and_leaders_do_not_get_the_page(site: Site, make: Make) -> None:
    for person in (make.staff(), make.leader(), make.unit_head()):
        site.sign_in(person).get("intake.channels", status=403)
        assert site.post("intake.poll_now").status_code == 403


def test_many_arrivals_cost_no_query_each(site: Site, make: Make) -> None:
    site.sign_in(make.clerk())
    send(site, zipped({f"{n}.docx": sample_files.letter() for n in range(6)}), "x.zip").get_data()
    assert db.session.query(Arrival).count() == 6
    counts = {}
    for endpoint in ("intake.channels", "intake.upload", "intake.queue"):
        asked: list[str] = []

        def note(*parts: object, into: list[str] = asked) -> None:
            into.append(str(parts[2]))

        event.listen(db.engine, "before_cursor_execute", note)
        site.get(endpoint)
        event.remove(db.engine, "before_cursor_execute", note)
        counts[endpoint] = len([one for one in asked if one.startswith("SELECT")])
    assert max(counts.values()) <= 12, counts

"""The watched folder: what lies there quietly comes in once, the rest stays or is sent back."""

import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import func, select, update

from config import Settings
from intranet import create_app
from intranet.core.clock import now
from intranet.core.database import db
from intranet.directives.models import StoredFile
from intranet.intake.channels import receiving
from intranet.intake.channels.arrivals import arrivals_of, came_from
from intranet.intake.channels.folder_channel import poll_folder
from intranet.intake.channels.models import ChannelPoll, FolderSighting
from intranet.intake.models import Arrival, Channel, Fate, IntakeItem
from tests.intake import sample_files
from tests.intake.sample_packages import zipped
from tests.making import Make

LONG_AGO = 3600


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """The folder that the portal watches."""
    made = tmp_path / "nguon"
    made.mkdir()
    return made


@pytest.fixture
def watch(settings: Settings, folder: Path) -> Iterator[Flask]:
    """A portal that watches the folder in a clerk's name."""
    chosen = replace(settings, watch_folder=str(folder), doors_as="vanthu", watch_settle_seconds=0)
    app = create_app(chosen)
    with app.app_context():
        Make(db.session).clerk(username="vanthu")
        yield app
        db.session.remove()
        db.engine.dispose()


def put(place: Path, content: bytes) -> Path:
    """A file that was written a while ago."""
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(content)
    past = time.time() - LONG_AGO
    os.utime(place, (past, past))
    return place


def look(times: int = 2) -> None:
    """So many looks, one after another."""
    for _ in range(times):
        poll_folder()
        db.session.rollback()


def later(minutes: int) -> None:
    """As if everything had been seen so many minutes earlier."""
    past = now() - timedelta(minutes=minutes)
    db.session.execute(update(FolderSighting).values(since=past))
    db.session.commit()


def names() -> list[str]:
    """The items, oldest first."""
    db.session.rollback()
    return list(db.session.scalars(select(IntakeItem.name).order_by(IntakeItem.id)))


def below(folder: Path) -> set[str]:
    """Every file of a folder, without the day that da-nhan/ adds."""
    return {
        "/".join(part for part in one.relative_to(folder).parts if not part.startswith("20"))
        for one in folder.rglob("*")
        if one.is_file()
    }


def test_a_quiet_file_comes_in_at_the_second_look(watch: Flask, folder: Path) -> None:
    put(folder / "quet" / "ke-hoach.docx", sample_files.letter())
    look(1)
    assert names() == []
    look(1)
    assert names() == ["ke-hoach.docx"]
    assert below(folder) == {"da-nhan/quet/ke-hoach.docx"}
    item = db.session.scalars(select(IntakeItem)).one()
    (source,) = arrivals_of(db.session, item.id)
    assert came_from(source) == "Thư mục, quet"
    assert source.by.username == "vanthu"


def test_a_file_that_still_changes_is_left_alone(watch: Flask, folder: Path) -> None:
    place = put(folder / "a.docx", sample_files.letter())
    look(1)
    put(place, sample_files.letter())
    look(1)
    assert names() == []
    look(1)
    assert names() == ["a.docx"]


def test_a_fresh_file_waits_until_it_is_old_enough(
    settings: Settings, watch: Flask, folder: Path
) -> None:
    patient = create_app(
        replace(settings, watch_folder=str(folder), doors_as="vanthu", watch_settle_seconds=60)
    )
    put(folder / "a.docx", sample_files.letter())
    with patient.app_context():
        look(3)
        assert names() == []


def test_unfinished_names_links_and_deep_folders_are_passed_over(
    watch: Flask, folder: Path, tmp_path: Path
) -> None:
    for name in ("~$a.docx", "a.part", "b.TMP", ".an.docx", "c.pdf.crdownload"):
        put(folder / name, sample_files.letter())
    outside = put(tmp_path / "ngoai" / "mat-khau.docx", sample_files.letter())
    (folder / "tro.docx").symlink_to(outside)
    (folder / "loi").symlink_to(outside.parent)
    put(folder.joinpath(*"abcdefgh", "sau.docx"), sample_files.letter())
    look(3)
    assert names() == []


def test_a_refused_file_lies_beside_its_reason(watch: Flask, folder: Path) -> None:
    put(folder / "chay.exe", b"MZ" + b"\0" * 100 + b"x")
    look()
    assert below(folder) == {"tu-choi/chay.exe", "tu-choi/chay.exe.txt"}
    words = (folder / "tu-choi" / "chay.exe.txt").read_text(encoding="utf-8-sig")
    assert "chương trình" in words


def test_a_torn_file_gets_some_minutes_to_arrive(watch: Flask, folder: Path) -> None:
    whole = sample_files.letter()
    for name, content in {
        "rong.docx": b"", "nua.docx": whole[: len(whole) // 2],
        "cho.pdf": b"%PDF-1.7\n" + b"\0" * 4096,
    }.items():  # fmt: skip
        put(folder / name, content)
    look(3)
    assert db.session.scalars(select(Arrival)).all() == []
    later(6)
    look(1)
    assert {one.split("/")[0] for one in below(folder)} == {"tu-choi"}


def test_a_secret_paper_stays_where_it_is_and_is_only_reported(watch: Flask, folder: Path) -> None:
    secret = put(folder / "kin-dao.docx", sample_files.letter(mark="MẬT"))
    look(4)
    assert secret.exists()
    assert db.session.scalar(select(StoredFile)) is None
    (entry,) = db.session.scalars(select(Arrival))
    assert (entry.rule, entry.name, entry.title) == ("secret_mark", "", "")
    (note,) = (folder / "tu-choi").iterdir()
    assert "kin-dao" not in note.name
    words = note.read_text(encoding="utf-8-sig")
    assert "vẫn ở nguyên chỗ cũ" in words
    assert "kin-dao" not in words


def test_a_parcel_comes_in_by_its_files(watch: Flask, folder: Path) -> None:
    put(folder / "x.zip", zipped({"a.docx": sample_files.letter(), "b.exe": b"MZ" + b"\0" * 99}))
    look()
    assert names() == ["a.docx"]
    assert below(folder) == {"da-nhan/x.zip", "da-nhan/x.zip.txt"}


def test_a_file_taken_by_a_worker_that_died_is_moved_and_not_taken_again(
    watch: Flask, folder: Path
) -> None:
    place = put(folder / "a.docx", sample_files.letter())
    status = place.stat()
    clerk = receiving.receiving_clerk()
    assert clerk is not None
    by_id = clerk.id
    db.session.rollback()
    origin = f"folder|a.docx|{status.st_size}|{status.st_mtime_ns}"
    with place.open("rb") as stream:
        source = receiving.ArrivalSource(Channel.FOLDER, by_id, origin=origin)
        list(receiving.receive(stream, "a.docx", source))
    look()
    assert names() == ["a.docx"]
    assert db.session.scalar(select(func.count()).select_from(Arrival)) == 1
    assert below(folder) == {"da-nhan/a.docx"}


def test_the_same_bytes_under_another_name_are_told_and_moved(watch: Flask, folder: Path) -> None:
    content = sample_files.letter()
    put(folder / "a.docx", content)
    put(folder / "b.docx", content)
    look()
    assert names() == ["a.docx"]
    fates = [one.fate for one in db.session.scalars(select(Arrival).order_by(Arrival.id))]
    assert fates == [Fate.TAKEN, Fate.KNOWN]
    assert below(folder) == {"da-nhan/a.docx", "da-nhan/b.docx"}


def test_the_same_name_again_does_not_cover_the_earlier_file(watch: Flask, folder: Path) -> None:
    for _ in range(2):
        put(folder / "scan.docx", sample_files.letter())
        look()
    assert below(folder) == {"da-nhan/scan.docx", "da-nhan/scan (2).docx"}


def test_a_folder_that_cannot_be_written_is_read_once(
    watch: Flask, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_words: object, **_more: object) -> None:
        raise PermissionError("read-only")

    monkeypatch.setattr(Path, "rename", refuse)  # the tests may run as root, who may write all
    put(folder / "a.docx", sample_files.letter())
    look(5)
    assert names() == ["a.docx"]
    assert db.session.scalar(select(func.count()).select_from(Arrival)) == 1
    assert (folder / "a.docx").exists()


@pytest.mark.parametrize("missing", ["folder", "clerk"])
def test_what_is_missing_is_said(
    settings: Settings, watch: Flask, tmp_path: Path, missing: str
) -> None:
    place = tmp_path / ("khong-co" if missing == "folder" else "nguon")
    name = "khong-ai" if missing == "clerk" else "vanthu"
    broken = create_app(replace(settings, watch_folder=str(place), doors_as=name))
    with broken.app_context():
        look(1)
        error = db.session.get_one(ChannelPoll, Channel.FOLDER).error
        assert ("DOORS_AS" if missing == "clerk" else "WATCH_FOLDER") in error


def test_nothing_is_watched_unless_it_is_asked_for(app: Flask) -> None:
    look()
    assert db.session.scalars(select(ChannelPoll)).all() == []

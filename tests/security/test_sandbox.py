"""What reads a foreign file sees that one file: no secret, no neighbour, no network, no way out.

Each test has the child do what a file would have it do that took the child over.
"""

import os
import shutil
import socket
import subprocess
import time
from pathlib import Path
from threading import Thread

import pytest

from config import Settings
from intranet.extraction.formats.legacy_office.libreoffice import is_here
from intranet.extraction.ocr import tesseract
from intranet.extraction.sandbox import child_process, office_files
from intranet.extraction.sandbox.child_process import ACCOUNTS, ROOT
from intranet.extraction.sandbox.confinement import MOST_TASKS
from intranet.extraction.sandbox.isolated import extract_isolated, recognise_isolated
from tests.extraction.sandbox.taken_over import (
    BOX,
    KINDS,
    NO_BOX,
    TAKEN_OVER,
    Attack,
    all_refused,
    taken_over,
)
from tests.intake import sample_files

every_kind = pytest.mark.parametrize("kind", KINDS)
that_run_programs = pytest.mark.parametrize("kind", ["tesseract", "libreoffice"])
only_as_root = pytest.mark.skipif(os.geteuid() != 0, reason="not started as root")


@pytest.fixture(params=[BOX, NO_BOX])
def attack(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Attack:
    """Runs code in a child of the real kind."""
    return taken_over(monkeypatch, request.param)


@pytest.fixture
def original(settings: Settings) -> Path:
    """A portal's folder with its key, its database and an original."""
    settings.uploads.mkdir()
    (settings.instance / "secret_key").write_text("the key")
    place = settings.uploads / "another"
    place.write_text("another original")
    return place


@every_kind
def test_no_key_no_database_and_no_other_original_can_be_opened(
    attack: Attack, original: Path, settings: Settings, kind: str
) -> None:
    names = ("secret_key", "portal.sqlite3")
    places = [original, *(settings.instance / name for name in names)]
    assert all(place.is_file() for place in places)
    for place in map(str, places):
        ways = ("got = open(here, 'rb').read(3)", "got = open(here, 'r+b')")
        assert all_refused(attack(*ways, kind=kind, here=place)), place


@every_kind
def test_originals_cannot_be_emptied_renamed_deleted_or_given_other_rights(
    attack: Attack, original: Path, kind: str
) -> None:
    ways = (
        "got = os.truncate(here, 0)", "got = os.rename(here, here + 'x')", "got = os.unlink(here)",
        "got = os.chmod(here, 0o777)", "got = os.utime(here, (1, 1))",
        "got = os.link(here, here + 'y')", "got = os.chown(here, 1, 1)",
        "got = os.listdir(os.path.dirname(here))",
    )  # fmt: skip
    assert all_refused(attack(*ways, kind=kind, here=str(original)))
    assert [one.read_text() for one in original.parent.iterdir()] == ["another original"]


def test_the_one_file_is_there_and_cannot_be_changed(attack: Attack, tmp_path: Path) -> None:
    file = tmp_path / "x"
    file.write_text("the one file")
    change = "got = os.pwrite(int(here[14:]), b'x', 0)"
    seen, changed, reopened = attack(
        "got = open(here).read()", change, "got = open(here, 'r+b', 0).write(b'x')", here=file
    )
    assert seen == "'the one file'"
    assert all_refused([changed, reopened])
    assert file.read_text() == "the one file"


@every_kind
def test_surroundings_and_memory_of_the_portal_are_out_of_reach(
    attack: Attack, monkeypatch: pytest.MonkeyPatch, kind: str
) -> None:
    monkeypatch.setenv("IMAP_PASSWORD", "hidden in the surroundings")
    parts = ("environ", "mem", "maps", "cmdline", "cwd/config.py", "root/etc/hostname")
    ways = [f"got = open(f'/proc/{{portal}}/{part}', 'rb').read(999)" for part in parts]
    ways += ["got = os.pidfd_open(portal)"]
    assert all_refused(attack(*ways, kind=kind, portal=os.getpid()))
    told = attack("got = dict(os.environ)", kind=kind)
    assert "PYTHONUTF8" in told[0]
    assert "IMAP_PASSWORD" not in told[0]


@only_as_root
@every_kind
def test_no_process_of_the_portal_can_be_ended(attack: Attack, kind: str) -> None:
    with subprocess.Popen(["sleep", "600"]) as neighbour:
        assert all_refused(attack("got = os.kill(pid, 9)", kind=kind, pid=neighbour.pid))
        assert neighbour.poll() is None
        neighbour.kill()


@every_kind
def test_neither_this_machine_nor_the_world_is_reached_by_network(
    attack: Attack, tmp_path: Path, kind: str
) -> None:
    with socket.create_server(("127.0.0.1", 0)) as door, socket.socket(socket.AF_UNIX) as own:
        own.bind(str(tmp_path / "door"))
        own.listen()
        addresses = [("127.0.0.1", door.getsockname()[1]), ("192.0.2.1", 80)]
        ways = [f"got = socket.create_connection({one}, 2)" for one in addresses]
        ways += [f"got = socket.socket(type=2).sendto(b'x', {one})" for one in addresses]
        ways += ["got = socket.socket(socket.AF_UNIX).connect(here)"]
        assert all_refused(attack(*ways, kind=kind, here=str(tmp_path / "door")))


def test_a_reader_writes_nowhere(attack: Attack, tmp_path: Path) -> None:
    folders = (tmp_path, "/tmp", "/var/tmp", "/dev/shm", ROOT, "/etc", "/root", "/usr/lib")
    ways = [f"got = open('{folder}/attacked', 'w').write('x')" for folder in folders]
    assert all_refused(attack(*ways))
    assert not [folder for folder in folders if (Path(folder) / "attacked").exists()]


def test_libreoffice_writes_into_its_own_folder_only_and_it_is_gone_afterwards(
    attack: Attack, tmp_path: Path
) -> None:
    folders = (tmp_path, "/var/tmp", "/dev/shm", ROOT / "intranet", "/usr/lib", "/etc")
    ways = [f"got = open('{folder}/attacked', 'w').write('x')" for folder in folders]
    own = "got = open(room + '/attacked', 'w').write('x') and room"
    room, *others = attack(own, *ways, kind="libreoffice")
    assert room.startswith("'/")
    assert all_refused(others)
    for folder in (room.strip("'"), *folders):
        assert not (Path(folder) / "attacked").exists()


def test_a_reader_starts_no_process_and_no_program(attack: Attack) -> None:
    ways = ("os.fork()", "subprocess.run(['/bin/true'])", "os.execv('/bin/true', ['true'])")
    assert all_refused(attack(*(f"got = {way}" for way in ways)))


@that_run_programs
def test_five_hundred_forks_are_stopped_and_none_outlives_the_child(
    attack: Attack, kind: str
) -> None:
    forks = (
        "got = 0\n"
        "try:\n"
        "    while got < 500:\n"
        "        if os.fork() == 0:\n"
        "            os.close(1)\n"
        "            time.sleep(600)\n"
        "        got += 1\n"
        "except OSError: pass"
    )
    assert 0 < int(attack(forks, kind=kind)[0]) <= MOST_TASKS
    until = time.monotonic() + 20
    while forked() and time.monotonic() < until:
        time.sleep(0.1)
    assert not forked()


@every_kind
def test_nobody_leaves_the_group_that_is_ended_together(attack: Attack, kind: str) -> None:
    ways = ("os.setsid()", "os.setpgid(0, 0)")
    assert all_refused(attack(*(f"got = {way}" for way in ways), kind=kind))


def test_the_disk_cannot_be_filled(attack: Attack) -> None:
    filled = (
        "for number in range(60):\n"
        "    with open(f'{room}/{number}', 'wb') as file:\n"
        "        for part in range(100): got = file.write(bytes(1 << 20))\n"
    )
    told: list[list[str]] = []
    writer = Thread(target=lambda: told.append(attack(filled, kind="libreoffice")))
    free = least = shutil.disk_usage("/tmp").free
    writer.start()
    while writer.is_alive():
        least = min(least, shutil.disk_usage("/tmp").free)
        time.sleep(0.02)
    assert told == [[]] or all_refused(told[0])
    assert free - least < 3 << 30


def test_memory_time_and_answer_are_bounded(attack: Attack) -> None:
    assert all_refused(attack("got = len(bytes(4 << 30))"))
    assert attack("while True: pass", seconds=2) == []
    assert attack("while True: os.write(1, bytes(1 << 20))") == []


@only_as_root
@every_kind
def test_a_child_of_root_is_another_account_each_time_and_gains_nothing(
    attack: Attack, kind: str
) -> None:
    account, *gained = attack("got = os.getuid()", "got = os.setuid(0)", kind=kind)
    assert int(account) >= ACCOUNTS
    assert all_refused(gained)
    assert attack("got = os.getuid()", kind=kind) != [account]


@pytest.mark.libreoffice
@pytest.mark.parametrize("place", [BOX, NO_BOX])
def test_honest_files_are_read_recognised_and_printed_as_before(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, place: str
) -> None:
    command = child_process.COMMAND
    taken_over(monkeypatch, place)
    monkeypatch.setattr(child_process, "COMMAND", command)
    letter, scan = tmp_path / "letter", tmp_path / "scan"
    letter.write_bytes(sample_files.letter())
    scan.write_bytes(sample_files.scanned())
    assert extract_isolated(letter, name="x.docx").accepted
    if tesseract.is_installed():
        assert recognise_isolated(scan, 1).reason == ""
    if is_here():
        assert (office_files.preview(letter, seconds=120) or b"").startswith(b"%PDF-")


def forked() -> list[str]:
    """The processes of this machine that a child which was taken over left behind."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes()
        except OSError:
            continue
        found += [process.name] if TAKEN_OVER.encode() in command else []
    return found

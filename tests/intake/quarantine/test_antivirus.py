"""The scanner's protocol, spoken with a real little server."""

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from intranet.intake.quarantine.antivirus import scan
from intranet.intake.quarantine.refusals import Infected, ScannerRefused, ScannerSilent

EICAR = rb"X5O!P%@AP[4\PZX54(P^)7CC)7}$" + b"EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*"


class Daemon:
    """Speaks INSTREAM as clamd does: knows EICAR, takes at most `most` bytes."""

    def __init__(self, listening: socket.socket, most: int) -> None:
        self.listening, self.most = listening, most
        self.received = b""
        self.thread = threading.Thread(target=self._serve, daemon=True)
        self.thread.start()

    def _serve(self) -> None:
        while True:
            try:
                line, _ = self.listening.accept()
            except OSError:
                return
            with line:
                self._answer(line)

    def _answer(self, line: socket.socket) -> None:
        with line.makefile("rb") as said:
            assert said.read(10) == b"zINSTREAM\0"
            self.received = b""
            while length := struct.unpack(">I", said.read(4))[0]:
                self.received += said.read(length)
                if len(self.received) > self.most:
                    line.sendall(b"INSTREAM size limit exceeded. ERROR\0")
                    return
        found = EICAR in self.received
        line.sendall(b"stream: Eicar-Signature FOUND\0" if found else b"stream: OK\0")


@contextmanager
def daemon(listening: socket.socket, most: int = 1 << 20) -> Iterator[Daemon]:
    """A scanner at this socket."""
    listening.listen()
    with listening:
        yield Daemon(listening, most)


@pytest.fixture
def place(tmp_path: Path) -> Path:
    """Where the scanner's socket lies."""
    return tmp_path / "clamd.sock"


@pytest.fixture
def scanner(place: Path) -> Iterator[Daemon]:
    """A scanner behind a path."""
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    with daemon(listening) as found:
        yield found


def written(folder: Path, content: bytes) -> Path:
    """A file with these bytes."""
    file = folder / "x"
    file.write_bytes(content)
    return file


def test_without_a_setting_nothing_is_asked(tmp_path: Path) -> None:
    scan(tmp_path / "not even there", "")


def test_a_clean_file_is_shown_whole(tmp_path: Path, place: Path, scanner: Daemon) -> None:
    content = bytes(range(256)) * 1000
    scan(written(tmp_path, content), str(place))
    assert scanner.received == content


def test_a_known_harm_is_refused(tmp_path: Path, place: Path, scanner: Daemon) -> None:
    with pytest.raises(Infected) as caught:
        scan(written(tmp_path, b"x" * 70_000 + EICAR), str(place))
    assert "Eicar" not in str(caught.value)


def test_the_same_over_the_network(tmp_path: Path) -> None:
    listening = socket.create_server(("127.0.0.1", 0))
    address = f"127.0.0.1:{listening.getsockname()[1]}"
    with daemon(listening):
        scan(written(tmp_path, b"clean"), address)
        with pytest.raises(Infected):
            scan(written(tmp_path, EICAR), address)


def test_a_file_beyond_the_scanners_limit_is_refused_as_such(tmp_path: Path, place: Path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    with daemon(listening, most=100_000), pytest.raises(ScannerRefused):
        scan(written(tmp_path, b"x" * 5_000_000), str(place))


@pytest.mark.parametrize("address", ["/no/such/socket", "127.0.0.1:1", "nonsense", "host:"])
def test_a_scanner_that_is_not_there_lets_nothing_in(tmp_path: Path, address: str) -> None:
    with pytest.raises(ScannerSilent):
        scan(written(tmp_path, b"clean"), address)


def test_a_scanner_that_hangs_lets_nothing_in(tmp_path: Path, place: Path) -> None:
    with socket.socket(socket.AF_UNIX) as listening:
        listening.bind(str(place))
        listening.listen()
        with pytest.raises(ScannerSilent):
            scan(written(tmp_path, b"clean"), str(place), seconds=0.2)


def test_a_scanner_that_hangs_up_lets_nothing_in(tmp_path: Path, place: Path) -> None:
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(place))
    listening.listen()
    thread = threading.Thread(target=lambda: listening.accept()[0].close(), daemon=True)
    thread.start()
    with listening, pytest.raises(ScannerSilent):
        scan(written(tmp_path, b"clean"), str(place))
    thread.join()

"""Arriving files shown to ClamAV's daemon over its socket; off unless `CLAMD_SOCKET` is set.

A scanner that is set but does not answer refuses the file: letting it in unseen would make the
setting worthless, and whoever sends it still has it and can send it again.
"""

import socket
import struct
from pathlib import Path

from intranet.intake.quarantine.refusals import Infected, ScannerRefused, ScannerSilent

BLOCK = 1 << 16
LONGEST_ANSWER = 4096
CONNECT_SECONDS = 5
SCAN_SECONDS = 60


def scan(path: Path, address: str, seconds: float = SCAN_SECONDS) -> None:
    """Return when the file is clean or no scanner is set; `address` is a path or `host:port`.

    Raises Infected, ScannerSilent, ScannerRefused. The bytes are sent (INSTREAM), so the daemon
    needs no right to read the store.
    """
    if not address:
        return
    answer = _answer(path, address, seconds)
    if answer.endswith(b"OK"):
        return
    if answer.endswith(b"FOUND"):
        raise Infected
    raise ScannerRefused if b"size limit" in answer.lower() else ScannerSilent


def _answer(path: Path, address: str, seconds: float) -> bytes:
    try:
        with _connected(address) as line, path.open("rb") as file:
            line.settimeout(seconds)
            try:
                line.sendall(b"zINSTREAM\0")
                while block := file.read(BLOCK):
                    line.sendall(struct.pack(">I", len(block)) + block)
                line.sendall(struct.pack(">I", 0))
            except (BrokenPipeError, ConnectionResetError):
                pass  # too large: the daemon says so and stops listening
            return _received(line)
    except OSError as error:
        raise ScannerSilent from error


def _connected(address: str) -> socket.socket:
    if address.startswith("/"):
        line = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        line.settimeout(CONNECT_SECONDS)
        try:
            line.connect(address)
        except OSError:
            line.close()
            raise
        return line
    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise OSError("CLAMD_SOCKET is neither a path nor host:port")
    return socket.create_connection((host.strip("[]"), int(port)), CONNECT_SECONDS)


def _received(line: socket.socket) -> bytes:
    answer = b""
    while b"\0" not in answer and (block := line.recv(LONGEST_ANSWER - len(answer))):
        answer += block
    return answer.partition(b"\0")[0].strip()

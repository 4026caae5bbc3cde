"""Slow clients hold no thread: half-sent requests and unread answers are nobody else's business."""

import random
import re
import socket
import subprocess
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any
from urllib.request import Request, urlopen

import pikepdf
import pytest
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.task import ThreadedTaskDispatcher

from bench.browser import Browser
from bench.portal import Portal
from intranet.web import buffered_server
from intranet.web.buffered_server import BufferedTcpServer

HEAD = b"GET /dang-nhap HTTP/1.1\r\nHost: local"
BODY = (
    b"POST /dang-nhap HTTP/1.1\r\nHost: localhost\r\nContent-Length: 900000\r\n\r\n"
    + b"x" * 300_000
)
PATIENCE = 20
SCRIPT = "/static/vendor/pdfjs/pdf.worker.min.mjs"
Environ = dict[str, Any]


# ---- the portal as it is started


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("MAX_UPLOAD_MB", "120")
        with Portal(tmp_path_factory.mktemp("portal"), "upload", []) as running:
            running.wait_until_up()
            urlopen(f"{running.address}/dang-nhap", timeout=90).close()  # both are loading
            yield running


def fetched(portal: Portal, path: str, **headers: str) -> bytes:
    with urlopen(Request(portal.address + path, headers=headers), timeout=PATIENCE) as answer:
        content: bytes = answer.read()
    return content


def held(stack: ExitStack, portal: Portal, begun: bytes, times: int) -> None:
    """So many connections that sent this much and now neither send nor read."""
    for _ in range(times):
        stack.enter_context(socket.create_connection(("127.0.0.1", portal.port))).sendall(begun)


def resident_mb(portal: Portal) -> int:
    """Memory of all web processes together."""
    master = str(portal.running["web"].pid)
    children = subprocess.run(["pgrep", "-P", master], capture_output=True, text=True, check=True)
    told = (Path(f"/proc/{pid}/status").read_text() for pid in children.stdout.split())
    return sum(int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) for status in told) >> 10


def test_pages_come_while_two_hundred_half_sent_requests_are_open(portal: Portal) -> None:
    for _ in range(8):
        fetched(portal, "/dang-nhap")
    before = resident_mb(portal)
    with ExitStack() as stack:
        held(stack, portal, HEAD, 100)
        held(stack, portal, BODY, 100)
        for _ in range(20):
            assert "Đăng nhập" in fetched(portal, "/dang-nhap").decode()
        assert resident_mb(portal) - before <= 150, "long bodies lie in files, not in memory"


def test_pages_come_while_answers_are_left_unread(portal: Portal) -> None:
    asked = f"GET {SCRIPT} HTTP/1.1\r\nHost: localhost\r\nRange: bytes=0-\r\n\r\n".encode()
    with ExitStack() as stack:
        held(stack, portal, asked, 40)
        for _ in range(20):
            assert "Đăng nhập" in fetched(portal, "/dang-nhap").decode()


def test_a_part_of_a_file_is_sent_as_asked(portal: Portal) -> None:
    whole = fetched(portal, SCRIPT)
    assert fetched(portal, SCRIPT, Range="bytes=1000-200000") == whole[1000:200_001]


def test_a_file_of_a_hundred_megabytes_arrives_whole(portal: Portal, tmp_path: Path) -> None:
    place = tmp_path / "101-BC-VP.pdf"
    with pikepdf.new() as document:
        document.add_blank_page()
        document.attachments["ảnh.bin"] = random.Random(1).randbytes(100 << 20)
        document.save(place, compress_streams=False)
    Browser(portal).send(place)
    kept = [path for path in (portal.folder / "uploads").rglob("*") if path.is_file()]
    assert [path.read_bytes() == place.read_bytes() for path in kept] == [True]


# ---- one server in this process, its clock in our hands


@pytest.fixture
def environs() -> list[Environ]:
    """What the application was called with."""
    return []


@pytest.fixture
def server(environs: list[Environ]) -> Iterator[BufferedTcpServer]:
    def application(environ: Environ, start: Callable[..., Any]) -> list[bytes]:
        environs.append(environ)
        start("200 OK", [("Content-Length", "2")])
        return [b"ok"]

    listener = socket.create_server(("127.0.0.1", 0))
    threads = ThreadedTaskDispatcher()
    threads.set_thread_count(1)
    made = BufferedTcpServer(
        application, {}, True, listener, dispatcher=threads, bind_socket=False,
        adj=Adjustments(clear_untrusted_proxy_headers=False, max_request_body_size=1 << 30),
        sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
    )  # fmt: skip
    yield made
    threads.shutdown()
    wasyncore.close_all(made._map)


def turn(server: BufferedTcpServer) -> None:
    """All that lies in the sockets is taken in."""
    for _ in range(20):
        wasyncore.loop(0.02, use_poll=True, map=server._map, count=1)


def client(server: BufferedTcpServer, begun: bytes) -> socket.socket:
    """Somebody who has sent this much."""
    made = socket.create_connection(server.socket.getsockname())
    made.setblocking(False)
    made.sendall(begun)
    turn(server)
    return made


def is_let_go(server: BufferedTcpServer, one: socket.socket) -> bool:
    turn(server)
    try:
        return one.recv(9) == b""
    except ConnectionResetError:
        return True
    except BlockingIOError:
        return False


@pytest.mark.parametrize("begun", [HEAD, BODY[:500]], ids=["head", "body"])
def test_who_never_ends_a_request_is_let_go(server: BufferedTcpServer, begun: bytes) -> None:
    with client(server, begun) as dawdler:
        server.maintenance(time.time() + 29)
        assert not is_let_go(server, dawdler)
        server.maintenance(time.time() + 40)
        assert is_let_go(server, dawdler)


def test_who_sends_a_long_body_over_an_honest_line_is_waited_for(
    server: BufferedTcpServer,
) -> None:
    with client(server, BODY) as honest:
        server.maintenance(time.time() + 40)
        assert not is_let_go(server, honest)


def test_a_thousand_half_sent_requests_lock_nobody_out(
    server: BufferedTcpServer, environs: list[Environ], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffered_server, "MOST_CONNECTIONS", 3)
    with ExitStack() as stack:
        crowd = [stack.enter_context(client(server, HEAD)) for _ in range(5)]
        stack.enter_context(client(server, b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n"))
        turn(server)
        assert len(environs) == 1, "the last one is answered"
        assert [is_let_go(server, one) for one in crowd] == [True, True, True, False, False]


def test_bodies_do_not_fill_the_disk(
    server: BufferedTcpServer, environs: list[Environ], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(buffered_server, "MOST_BUFFERED", 1000)
    with client(server, BODY) as long:
        server.maintenance(time.time())
        turn(server)
        (channel,) = server.active_channels.values()
        before = channel.body_size
        long.send(b"x" * 100_000)
        turn(server)
        assert channel.body_size == before, "it waits in the network"
        with client(server, b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 3\r\n\r\nabc"):
            assert len(environs) == 1, "short requests pass"


def test_what_a_client_says_of_its_own_address_is_left_to_the_application(
    server: BufferedTcpServer, environs: list[Environ]
) -> None:
    asked = b"GET / HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: 9.9.9.9\r\n\r\n"
    with client(server, asked):
        turn(server)
    assert environs[0]["REMOTE_ADDR"] == "127.0.0.1"
    assert environs[0]["HTTP_X_FORWARDED_FOR"] == "9.9.9.9"

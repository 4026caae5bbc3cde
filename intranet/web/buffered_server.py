"""A gunicorn worker that hands a request to a thread only when all of it has arrived.

gunicorn's own threads wait for the bytes of slow clients: eight half-sent requests stopped the
portal. Here gunicorn starts and watches the processes, and in each of them waitress collects
requests without a thread, keeps long bodies in files, and sends answers the same way.
"""

import logging
import os
import resource
import socket
import time
from typing import Any

from gunicorn.workers.base import Worker
from waitress import wasyncore
from waitress.adjustments import Adjustments
from waitress.channel import HTTPChannel
from waitress.server import TcpWSGIServer, UnixWSGIServer

from intranet.web.fair_queue import FairDispatcher

SECONDS_TO_BEGIN = 30
"""In this time the head of a request is here, and from then on a body keeps the least pace."""
LEAST_PACE = 8192  # bytes a second
IN_MEMORY = 1 << 16  # of each body or answer; the rest lies in a nameless temporary file
MOST_BUFFERED = 1 << 30
"""Bytes of unfinished bodies in one process; beyond that long ones wait in the network."""
MOST_CONNECTIONS = 1000
OPEN_FILES = 4 * MOST_CONNECTIONS
LOOK_SECONDS = 0.5


class BufferedChannel(HTTPChannel):
    """One connection; knows since when its unfinished request is on the way."""

    began = 0.0

    @property
    def body_size(self) -> int:
        """How many bytes of an unfinished body are here."""
        return self.request.body_bytes_received if self.request else 0

    def dawdles(self, now: float) -> bool:
        """Whether its request has been on the way for longer than an honest line needs."""
        seconds = SECONDS_TO_BEGIN + self.body_size / LEAST_PACE
        return bool(self.request) and not self.requests and now > self.began + seconds

    def readable(self) -> bool:
        """Long bodies wait while too much lies in temporary files; short requests never do."""
        return super().readable() and (self.body_size < IN_MEMORY or self.server.has_room)

    def received(self, data: bytes) -> bool:
        """Take in what has come, and note when a new request begins."""
        before = self.request
        taken: bool = super().received(data)
        if self.request is not before:
            self.began = time.time()
        return taken


class _Buffered:
    """What both kinds of sockets share: who is let go when, and how much is kept."""

    channel_class = BufferedChannel
    active_channels: dict[int, BufferedChannel]
    has_room = True

    def maintenance(self, now: float) -> None:
        """Let go whoever is silent or dawdles; called every second."""
        super().maintenance(now)  # type: ignore[misc]
        channels = self.active_channels.values()
        self.has_room = sum(channel.body_size for channel in channels) < MOST_BUFFERED
        for channel in channels:
            channel.will_close = channel.will_close or channel.dawdles(now)

    def handle_accept(self) -> None:
        """Let one more in; when it is full, who sends or fetches longest has to go."""
        super().handle_accept()  # type: ignore[misc]
        if len(self.active_channels) > MOST_CONNECTIONS:
            slow = [one for one in self.active_channels.values() if not one.requests]
            if slow:
                min(slow, key=lambda one: one.began or one.creation_time).will_close = True


class BufferedTcpServer(_Buffered, TcpWSGIServer):
    """Listens on an address and a port."""


class BufferedUnixServer(_Buffered, UnixWSGIServer):
    """Listens on a socket file, for a proxy on the same machine."""


class BufferedWorker(Worker):
    """One web process."""

    def run(self) -> None:
        """Serve until the master asks to stop, then finish what has wholly arrived."""
        limit_of_files()
        logging.getLogger("waitress.queue").setLevel(logging.ERROR)  # waiting in a queue is usual
        channels: dict[int, Any] = {}
        threads = FairDispatcher(self.wsgi.config["SESSION_COOKIE_NAME"])
        threads.set_thread_count(self.cfg.threads)
        servers = [self._server(each.sock, channels, threads) for each in self.sockets]
        while self.alive and os.getppid() == self.ppid:
            self._turn(channels)
        for server in servers:
            server.del_channel(channels)
        until = time.monotonic() + self.cfg.graceful_timeout
        while any(map(_is_busy, channels.values())) and time.monotonic() < until:
            self._turn(channels)
        threads.shutdown(timeout=1)

    def _turn(self, channels: dict[int, Any]) -> None:
        self.notify()
        wasyncore.loop(LOOK_SECONDS, use_poll=True, map=channels, count=1)

    def _server(
        self, listener: socket.socket, channels: dict[int, Any], threads: FairDispatcher
    ) -> TcpWSGIServer:
        # A form that is too large shall get our own page, which says so in words.
        largest = 2 * self.wsgi.config["MAX_CONTENT_LENGTH"]
        adjustments = Adjustments(
            ident=None, backlog=self.cfg.backlog, recv_bytes=1 << 16, inbuf_overflow=IN_MEMORY,
            outbuf_overflow=IN_MEMORY, outbuf_high_watermark=largest,
            max_request_body_size=largest, max_request_header_size=1 << 15, cleanup_interval=1,
            connection_limit=OPEN_FILES, log_socket_errors=False,
            # What a proxy says of the client is believed, or not, by the application alone.
            clear_untrusted_proxy_headers=False,
        )  # fmt: skip
        kind = BufferedUnixServer if listener.family == socket.AF_UNIX else BufferedTcpServer
        return kind(
            self.wsgi, channels, True, listener, dispatcher=threads, adj=adjustments,
            bind_socket=False,
            sockinfo=(listener.family, listener.type, listener.proto, listener.getsockname()),
        )  # fmt: skip


def _is_busy(channel: Any) -> bool:
    return isinstance(channel, BufferedChannel) and bool(
        channel.requests or channel.total_outbufs_len
    )


def limit_of_files() -> None:
    """Let this process open a socket and files for every connection, where the system permits."""
    _soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    most = OPEN_FILES if hard == resource.RLIM_INFINITY else min(OPEN_FILES, hard)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, hard))

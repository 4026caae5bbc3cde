"""Limits are counted over all processes of a portal together."""

import subprocess
import sys
from pathlib import Path

import pytest
from flask import Flask
from limits import RateLimitItemPerMinute
from limits.storage import storage_from_string
from limits.strategies import FixedWindowRateLimiter

from config import Settings
from intranet.core.rate_limits import CounterFile, counters_address
from tests.making import Make
from tests.site import Site

ROOT = Path(__file__).parents[2]
ATTEMPTS = """
import sys
from pathlib import Path
from config import Settings
from intranet import create_app
from tests.site import Site
settings = Settings.for_tests(Path(sys.argv[1]), sign_in_rate="3 per minute")
app = create_app(settings)
app.app_context().push()
wrong = {"username": "khong-ai", "password": "sai"}
site = Site(app)
print([site.post("people.sign_in", data=wrong).status_code for _time in range(2)])
"""
HIT = """
import sys
from intranet.core.rate_limits import CounterFile
counter = CounterFile(sys.argv[1])
for _time in range(50):
    counter.incr("address", 60)
"""


@pytest.fixture
def counter(settings: Settings) -> CounterFile:
    storage = storage_from_string(counters_address(settings))
    assert isinstance(storage, CounterFile)
    return storage


def test_two_processes_count_together(settings: Settings, counter: CounterFile) -> None:
    command = [sys.executable, "-c", HIT, counters_address(settings)]
    running = [subprocess.Popen(command, cwd=ROOT) for _process in range(2)]
    assert [process.wait(timeout=60) for process in running] == [0, 0]
    assert counter.get("address") == 100


def test_refused_attempts_at_two_workers_are_limited_as_one(app: Flask, settings: Settings) -> None:
    command = [sys.executable, "-c", ATTEMPTS, str(settings.data)]
    workers = [subprocess.run(command, cwd=ROOT, capture_output=True, text=True) for _ in range(2)]
    assert [worker.stdout for worker in workers] == ["[403, 403]\n", "[403, 429]\n"]


def test_a_window_ends_by_itself(counter: CounterFile) -> None:
    assert counter.incr("address", 0) == 1
    assert counter.get("address") == 0
    assert counter.incr("address", 60) == 1
    counter.clear("address")
    assert counter.get("address") == 0


def test_a_limit_is_told_with_the_time_when_it_ends(counter: CounterFile) -> None:
    limiter = FixedWindowRateLimiter(counter)
    limit = RateLimitItemPerMinute(2)
    assert [limiter.hit(limit, "address") for _time in range(3)] == [True, True, False]
    assert limiter.test(limit, "another")
    assert counter.get_expiry(limit.key_for("address")) > counter.get_expiry("unknown")
    assert counter.check()
    assert counter.reset() == 1


@pytest.mark.parametrize(
    ("redis_url", "address"),
    [
        ("redis://localhost:6379/1", "redis://localhost:6379/1"),
        ("unix:///run/redis.sock", "redis+unix:///run/redis.sock"),
    ],
)
def test_the_counters_lie_in_redis_where_it_is_set(
    tmp_path: Path, redis_url: str, address: str
) -> None:
    assert counters_address(Settings.for_tests(tmp_path, redis_url=redis_url)) == address


def test_a_counter_file_that_cannot_be_written_stops_nobody(
    app: Flask, settings: Settings, make: Make
) -> None:
    (settings.instance / "rate_limits.sqlite3").mkdir()
    reader = make.staff()
    Site(app).sign_in(reader).get("people.account")

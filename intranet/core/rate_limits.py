"""How often the same address may ask for the same thing, counted over all processes together.

The counters lie in Redis where REDIS_URL is set, otherwise in a SQLite file of the instance folder.
When they cannot be reached, each process counts alone until they can.
"""

from flask import Flask
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address

from config import Settings
from intranet.core import counter_file

limiter = Limiter(get_remote_address, strategy="fixed-window", in_memory_fallback_enabled=True)


def init_limits(app: Flask, settings: Settings) -> None:
    """Let the limits of the views hold in this application."""
    app.config["RATELIMIT_STORAGE_URI"] = counters_address(settings)
    limiter.init_app(app)


def counters_address(settings: Settings) -> str:
    """Where the counters of all processes lie, as the library `limits` names it."""
    if settings.redis_url:
        unix = settings.redis_url.startswith("unix://")
        return f"redis+{settings.redis_url}" if unix else settings.redis_url
    return f"{counter_file.SCHEME}://{settings.instance / 'rate_limits.sqlite3'}"

"""How gunicorn serves the portal; the address comes from scripts/run."""

from config import Settings
from intranet import tune_garbage_collection
from intranet.core.current_settings import refuse_root
from intranet.web.buffered_server import BufferedWorker

worker_class = BufferedWorker
workers = 2
threads = 4
timeout = 120
graceful_timeout = 10
loglevel = "warning"


def on_starting(_master: object) -> None:
    """Called before any web process is started."""
    refuse_root(Settings.from_environment())


def post_worker_init(_worker: object) -> None:
    """Called in each web process when the portal is loaded."""
    tune_garbage_collection()

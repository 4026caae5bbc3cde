"""How gunicorn serves the portal; the address comes from scripts/run."""

from intranet import tune_garbage_collection
from intranet.web.buffered_server import BufferedWorker

worker_class = BufferedWorker
workers = 2
threads = 4
timeout = 120
graceful_timeout = 10
loglevel = "warning"


def post_worker_init(_worker: object) -> None:
    """Called in each web process when the portal is loaded."""
    tune_garbage_collection()

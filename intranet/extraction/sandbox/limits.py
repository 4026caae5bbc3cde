"""Limits on one foreign file, and on the process that reads it."""

import resource

MEGABYTE = 2**20
MAX_BYTES = 100 * MEGABYTE
MAX_PAGES = 2000
MEMORY_MB = 1500


def limit_this_process(memory_mb: int, seconds: float) -> None:
    """From here on this process has only so much memory and time, and writes no file."""
    resource.setrlimit(resource.RLIMIT_AS, (memory_mb * MEGABYTE,) * 2)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds) + 1,) * 2)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))

"""Upgrades: bringing the database to a revision, all the way or not at all; `migration_runner.py`.

Only `migrations/env.py` asks for it.
"""

__all__ = ["migration_runner"]

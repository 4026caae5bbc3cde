"""Alembic's way to the portal's database and models."""

from intranet.core.database import db
from intranet.core.upgrades.migration_runner import migrate

migrate(db.engine, db.metadata)

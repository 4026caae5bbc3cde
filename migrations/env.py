"""Alembic's way to the portal's database and models."""

from flask import current_app

from intranet.core.migration_runner import migrate

target = current_app.extensions["migrate"].db
migrate(target.engine, target.metadata)

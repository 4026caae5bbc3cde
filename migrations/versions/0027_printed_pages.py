"""Of Office files stands how many sheets their printable form has; the worker makes what lacks."""

import sqlalchemy as sa
from alembic import op

revision = "0027_printed"
down_revision = "0026_changed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("stored_file", sa.Column("printed_pages", sa.Integer(), nullable=True))


def downgrade() -> None:
    op.drop_column("stored_file", "printed_pages")

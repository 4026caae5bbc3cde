"""The day on each version's own paper; earlier versions have none and show the directive's."""

import sqlalchemy as sa
from alembic import op

revision = "0031_issue_days"
down_revision = "0030_passages"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("version", sa.Column("issued_on", sa.Date(), nullable=True))


def downgrade() -> None:
    op.drop_column("version", "issued_on")

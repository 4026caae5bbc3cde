"""Beside the moment when a page was shown stands the moment when it was handed out.

The index tells the last page that somebody was shown: no two pages count at the same time.
"""

import sqlalchemy as sa
from alembic import op

revision = "0024_handed_out"
down_revision = "0023_sessions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("page_seen", sa.Column("handed_at", sa.DateTime(), nullable=True))
    op.create_index("ix_page_seen_staff_id_at", "page_seen", ["staff_id", "at"])


def downgrade() -> None:
    op.drop_index("ix_page_seen_staff_id_at", "page_seen")
    op.drop_column("page_seen", "handed_at")

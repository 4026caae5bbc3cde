"""Meetings are found too."""

import sqlalchemy as sa
from alembic import op

revision = "0013_meetings"
down_revision = "0012_search"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.add_column(sa.Column("changed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("indexed_at", sa.DateTime(), nullable=True))
    # Meetings that are there already wait to be indexed: they have no indexed_at.
    op.execute("UPDATE meeting SET changed_at = starts_at")
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.alter_column("changed_at", existing_type=sa.DateTime(), nullable=False)
        batch_op.create_index(op.f("ix_meeting_changed_at"), ["changed_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("meeting") as batch_op:
        batch_op.drop_index(op.f("ix_meeting_changed_at"))
        batch_op.drop_column("indexed_at")
        batch_op.drop_column("changed_at")

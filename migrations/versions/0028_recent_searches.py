"""What a person searched for lately, theirs alone."""

import sqlalchemy as sa
from alembic import op

revision = "0028_recent"
down_revision = "0027_printed"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "recent_search",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_recent_search_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("staff_id", "words", name=op.f("pk_recent_search")),
    )
    op.create_index(op.f("ix_recent_search_asked_at"), "recent_search", ["asked_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_recent_search_asked_at"), table_name="recent_search")
    op.drop_table("recent_search")

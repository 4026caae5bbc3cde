"""What directives are called in reports stands apart from the figures: it can be forgotten."""

import sqlalchemy as sa
from alembic import op

revision = "0020_report_wording"
down_revision = "0019_reminders"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "report_wording",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("body", sa.String(length=200), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_report_wording_directive_id")
        ),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_report_wording")),
    )
    op.create_index(op.f("ix_report_wording_directive_id"), "report_wording", ["directive_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_report_wording_directive_id"), "report_wording")
    op.drop_table("report_wording")

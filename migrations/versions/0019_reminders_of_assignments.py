"""Reminders."""

import sqlalchemy as sa
from alembic import op

revision = "0019_reminders"
down_revision = "0018_programme"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column(
        "assignment",
        sa.Column("remind", sa.Boolean(), server_default=sa.true(), nullable=False),
    )
    op.create_table(
        "reminder",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_reminder_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(["by_id"], ["staff_member.id"], name=op.f("fk_reminder_by_id")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_reminder_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_reminder_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminder")),
        sa.UniqueConstraint(
            "assignment_id",
            "staff_id",
            "day",
            name=op.f("uq_reminder_assignment_id_staff_id_day"),
        ),
    )
    with op.batch_alter_table("reminder") as batch_op:
        batch_op.create_index("ix_reminder_day", ["day", "staff_id"], unique=False)


def downgrade() -> None:
    op.drop_table("reminder")
    op.drop_column("assignment", "remind")

"""Coverage by date."""

import sqlalchemy as sa
from alembic import op

revision = "0017_coverage"
down_revision = "0016_audience"
branch_labels = None
depends_on = None

# Going down with such rows is refused: their hashes cover columns that would be dropped.
SEALED = {"receipt_step": "form <> 1"}


def upgrade() -> None:
    op.create_table(
        "chain_check",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("whole_at", sa.DateTime(), nullable=True),
        sa.Column("rows", sa.Integer(), nullable=False),
        sa.Column("last_id", sa.Integer(), nullable=False),
        sa.Column("head", sa.String(length=64), nullable=False),
        sa.Column("broken_at", sa.Integer(), nullable=True),
        sa.Column("why", sa.String(length=32), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_chain_check")),
    )
    op.create_table(
        "excuse",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_excuse_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["staff_member.id"], name=op.f("fk_excuse_entered_by_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_excuse_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_excuse")),
        sa.UniqueConstraint(
            "assignment_id",
            "staff_id",
            "since",
            name=op.f("uq_excuse_assignment_id_staff_id_since"),
        ),
    )
    with op.batch_alter_table("excuse") as batch_op:
        batch_op.create_index(op.f("ix_excuse_staff_id"), ["staff_id"], unique=False)
    op.create_table(
        "stretch",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("excused", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("delivered_on", sa.Date(), nullable=True),
        sa.Column("opened_on", sa.Date(), nullable=True),
        sa.Column("read_on", sa.Date(), nullable=True),
        sa.Column("confirmed_on", sa.Date(), nullable=True),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("done_at", sa.DateTime(), nullable=True),
        sa.Column(
            "done_way",
            sa.String(length=40),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_stretch_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_stretch_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_stretch_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stretch")),
        sa.UniqueConstraint(
            "assignment_id",
            "staff_id",
            "since",
            name=op.f("uq_stretch_assignment_id_staff_id_since"),
        ),
    )
    with op.batch_alter_table("stretch") as batch_op:
        batch_op.create_index(
            "ix_stretch_late",
            ["deadline"],
            unique=False,
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        )
        batch_op.create_index(
            "ix_stretch_late_unit",
            ["department_id", "deadline"],
            unique=False,
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        )
        batch_op.create_index("ix_stretch_staff", ["staff_id", "done_on"], unique=False)
        batch_op.create_index(
            "ix_stretch_undelivered",
            ["assignment_id"],
            unique=False,
            sqlite_where=sa.text("delivered_on IS NULL"),
            postgresql_where=sa.text("delivered_on IS NULL"),
        )
        batch_op.create_index(
            "ix_stretch_unit", ["assignment_id", "department_id", "done_on"], unique=False
        )
    op.create_table(
        "unit_tally",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_unit_tally_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_unit_tally_department_id")
        ),
        sa.PrimaryKeyConstraint("assignment_id", "department_id", name=op.f("pk_unit_tally")),
    )
    with op.batch_alter_table("unit_tally") as batch_op:
        batch_op.create_index(
            "ix_unit_tally_department", ["department_id", "assignment_id"], unique=False
        )
    op.create_table(
        "whole_tally",
        sa.Column("assignment_id", sa.Integer(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("expected", sa.Integer(), nullable=False),
        sa.Column("excused", sa.Integer(), nullable=False),
        sa.Column("delivered", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("read", sa.Integer(), nullable=False),
        sa.Column("confirmed", sa.Integer(), nullable=False),
        sa.Column("done", sa.Integer(), nullable=False),
        sa.Column("in_time", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assignment_id"],
            ["assignment.id"],
            name=op.f("fk_whole_tally_assignment_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("assignment_id", name=op.f("pk_whole_tally")),
    )
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.add_column(sa.Column("working_days", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "following",
                sa.String(length=40),
                server_default="FOLLOWS",
                nullable=False,
            )
        )
        batch_op.add_column(sa.Column("closed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(
            sa.Column(
                "closed_why",
                sa.String(length=40),
                nullable=True,
            )
        )
        batch_op.create_index(op.f("ix_assignment_closed_at"), ["closed_at"], unique=False)
    _notes_of_receipts()


def downgrade() -> None:
    for name in ("reason", "entered_by_id", "told_on", "way", "form"):
        op.drop_column("receipt_step", name)
    with op.batch_alter_table("assignment") as batch_op:
        batch_op.drop_index(op.f("ix_assignment_closed_at"))
        batch_op.drop_column("closed_why")
        batch_op.drop_column("closed_at")
        batch_op.drop_column("following")
        batch_op.drop_column("working_days")
    op.drop_table("whole_tally")
    with op.batch_alter_table("unit_tally") as batch_op:
        batch_op.drop_index("ix_unit_tally_department")
    op.drop_table("unit_tally")
    with op.batch_alter_table("stretch") as batch_op:
        batch_op.drop_index("ix_stretch_unit")
        batch_op.drop_index(
            "ix_stretch_undelivered",
            sqlite_where=sa.text("delivered_on IS NULL"),
            postgresql_where=sa.text("delivered_on IS NULL"),
        )
        batch_op.drop_index("ix_stretch_staff")
        batch_op.drop_index(
            "ix_stretch_late_unit",
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        )
        batch_op.drop_index(
            "ix_stretch_late",
            sqlite_where=sa.text("done_on IS NULL"),
            postgresql_where=sa.text("done_on IS NULL"),
        )
    op.drop_table("stretch")
    with op.batch_alter_table("excuse") as batch_op:
        batch_op.drop_index(op.f("ix_excuse_staff_id"))
    op.drop_table("excuse")
    op.drop_table("chain_check")


def _notes_of_receipts() -> None:
    # Columns are added one by one: a batch would write SQLite's table anew, without its guards.
    op.add_column(
        "receipt_step", sa.Column("form", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "receipt_step",
        sa.Column("way", sa.String(length=40), server_default="SCREEN", nullable=False),
    )
    op.add_column("receipt_step", sa.Column("told_on", sa.Date(), nullable=True))
    op.execute(
        "ALTER TABLE receipt_step ADD COLUMN entered_by_id INTEGER "
        "CONSTRAINT fk_receipt_step_entered_by_id REFERENCES staff_member (id)"
    )
    op.add_column("receipt_step", sa.Column("reason", sa.Text(), server_default="", nullable=False))

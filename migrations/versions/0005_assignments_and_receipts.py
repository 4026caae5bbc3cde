"""Tables of assignments and receipts."""

import sqlalchemy as sa
from alembic import op

revision = "0005_reading"
down_revision = "0004_intake"
branch_labels = None
depends_on = None

# Going down with such rows is refused: they are evidence.
SEALED = {"receipt_step": "TRUE"}
# What makes the table insert-only, as it was made by this migration.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER receipt_step_no_update BEFORE update ON receipt_step "
        "BEGIN SELECT RAISE(ABORT, 'receipt_step is insert-only'); END",
        "CREATE TRIGGER receipt_step_no_delete BEFORE delete ON receipt_step "
        "BEGIN SELECT RAISE(ABORT, 'receipt_step is insert-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION receipt_step_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'receipt_step is insert-only'; END $$",
        "CREATE TRIGGER receipt_step_insert_only BEFORE UPDATE OR DELETE ON receipt_step "
        "FOR EACH ROW EXECUTE FUNCTION receipt_step_insert_only()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "assignment",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("must_confirm", sa.Boolean(), nullable=False),
        sa.Column("deadline", sa.Date(), nullable=True),
        sa.Column("assigned_at", sa.DateTime(), nullable=False),
        sa.Column("assigned_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["assigned_by_id"], ["staff_member.id"], name=op.f("fk_assignment_assigned_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_assignment_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_assignment_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_assignment")),
        sa.UniqueConstraint("version_id", name=op.f("uq_assignment_version_id")),
    )
    op.create_index(op.f("ix_assignment_deadline"), "assignment", ["deadline"], unique=False)
    op.create_index(
        op.f("ix_assignment_directive_id"), "assignment", ["directive_id"], unique=False
    )
    op.create_table(
        "page_seen",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_page_seen_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_page_seen_version_id")
        ),
        sa.PrimaryKeyConstraint("staff_id", "version_id", "page", name=op.f("pk_page_seen")),
    )
    op.create_table(
        "receipt_step",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("step", sa.String(length=40), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_receipt_step_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_receipt_step_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_receipt_step_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_receipt_step")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_receipt_step_previous_hash")),
        sa.UniqueConstraint("row_hash", name=op.f("uq_receipt_step_row_hash")),
        sa.UniqueConstraint(
            "staff_id", "version_id", "step", name=op.f("uq_receipt_step_staff_id_version_id_step")
        ),
        sqlite_autoincrement=True,
    )
    op.create_index(
        op.f("ix_receipt_step_version_id"), "receipt_step", ["version_id"], unique=False
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_index(op.f("ix_receipt_step_version_id"), table_name="receipt_step")
    op.drop_table("receipt_step")
    op.drop_table("page_seen")
    op.drop_index(op.f("ix_assignment_directive_id"), table_name="assignment")
    op.drop_index(op.f("ix_assignment_deadline"), table_name="assignment")
    op.drop_table("assignment")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION receipt_step_insert_only()")

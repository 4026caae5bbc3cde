"""Tables of audit trail and heartbeat."""

import sqlalchemy as sa
from alembic import op

revision = "0001_core"
down_revision = None
branch_labels = None
depends_on = None

# Going down with such rows is refused: they are evidence.
SEALED = {"audit_entry": "TRUE"}
# What makes the table insert-only, as it was made by this migration.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER audit_entry_no_update BEFORE update ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is insert-only'); END",
        "CREATE TRIGGER audit_entry_no_delete BEFORE delete ON audit_entry "
        "BEGIN SELECT RAISE(ABORT, 'audit_entry is insert-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION audit_entry_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'audit_entry is insert-only'; END $$",
        "CREATE TRIGGER audit_entry_insert_only BEFORE UPDATE OR DELETE ON audit_entry "
        "FOR EACH ROW EXECUTE FUNCTION audit_entry_insert_only()",
    ),
}


def upgrade() -> None:
    op.create_table(
        "audit_entry",
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("username", sa.String(length=64), nullable=False),
        sa.Column("act", sa.String(length=64), nullable=False),
        sa.Column("thing", sa.String(length=32), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=True),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("detail", sa.JSON(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audit_entry")),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_audit_entry_previous_hash")),
        sa.UniqueConstraint("row_hash", name=op.f("uq_audit_entry_row_hash")),
        sqlite_autoincrement=True,
    )
    op.create_index(op.f("ix_audit_entry_act"), "audit_entry", ["act"], unique=False)
    op.create_index(op.f("ix_audit_entry_at"), "audit_entry", ["at"], unique=False)
    op.create_index(op.f("ix_audit_entry_staff_id"), "audit_entry", ["staff_id"], unique=False)
    op.create_table(
        "heartbeat",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_heartbeat")),
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)


def downgrade() -> None:
    op.drop_table("heartbeat")
    op.drop_index(op.f("ix_audit_entry_staff_id"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_at"), table_name="audit_entry")
    op.drop_index(op.f("ix_audit_entry_act"), table_name="audit_entry")
    op.drop_table("audit_entry")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION audit_entry_insert_only()")

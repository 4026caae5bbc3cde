"""Receipts seal what they rest on, and a letter may go to a mail box that is nobody's own."""

import sqlalchemy as sa
from alembic import op

revision = "0022_anchored_receipts"
down_revision = "0021_clean_text"
branch_labels = None
depends_on = None

# Going down with such rows is refused: their hashes cover columns that would be dropped.
SEALED = {"receipt_step": "form > 2"}
SALT = {
    "sqlite": "lower(hex(randomblob(16)))",
    "postgresql": "replace(gen_random_uuid()::text, '-', '')",
}
BASIS = ("assignment_id", "deadline", "published_at", "name_digest")


def upgrade() -> None:
    op.add_column("receipt_step", sa.Column("assignment_id", sa.Integer(), nullable=True))
    op.add_column("receipt_step", sa.Column("deadline", sa.Date(), nullable=True))
    op.add_column("receipt_step", sa.Column("published_at", sa.DateTime(), nullable=True))
    op.add_column(
        "receipt_step",
        sa.Column("name_digest", sa.String(length=64), server_default="", nullable=False),
    )
    op.add_column(
        "staff_member",
        sa.Column("name_salt", sa.String(length=32), server_default="", nullable=False),
    )
    op.execute(f"UPDATE staff_member SET name_salt = {SALT[op.get_bind().dialect.name]}")
    with op.batch_alter_table("letter") as batch_op:
        batch_op.alter_column("staff_id", existing_type=sa.Integer(), nullable=True)


def downgrade() -> None:
    op.execute(
        "UPDATE notice SET letter_id = NULL"
        " WHERE letter_id IN (SELECT id FROM letter WHERE staff_id IS NULL)"
    )
    op.execute("DELETE FROM letter WHERE staff_id IS NULL")
    with op.batch_alter_table("letter") as batch_op:
        batch_op.alter_column("staff_id", existing_type=sa.Integer(), nullable=False)
    op.drop_column("staff_member", "name_salt")
    for column in reversed(BASIS):
        op.drop_column("receipt_step", column)

"""How each page was read, other readings of it, and what clerks corrected."""

import sqlalchemy as sa
from alembic import op

revision = "0007_reading"
down_revision = "0006_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "correction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("field", sa.String(length=16), nullable=False),
        sa.Column("read_key", sa.String(length=200), nullable=False),
        sa.Column("meant", sa.String(length=200), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.DateTime(), nullable=False),
        sa.Column("learned_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["learned_by_id"], ["staff_member.id"], name=op.f("fk_correction_learned_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_correction")),
        sa.UniqueConstraint("field", "read_key", name=op.f("uq_correction_field_read_key")),
    )
    op.create_table(
        "page_attempt",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("page_id", sa.Integer(), nullable=False),
        sa.Column("way", sa.String(length=32), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.Column("made_at", sa.DateTime(), nullable=True),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("words", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff_member.id"], name=op.f("fk_page_attempt_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["page_id"], ["file_page.id"], name=op.f("fk_page_attempt_page_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_page_attempt")),
    )
    with op.batch_alter_table("page_attempt") as batch_op:
        batch_op.create_index(op.f("ix_page_attempt_page_id"), ["page_id"], unique=False)
    with op.batch_alter_table("file_page") as batch_op:
        batch_op.add_column(sa.Column("score", sa.Double(), server_default="1", nullable=False))
        batch_op.add_column(sa.Column("reason", sa.Text(), server_default="", nullable=False))
        batch_op.add_column(sa.Column("width", sa.Double(), server_default="0", nullable=False))
        batch_op.add_column(sa.Column("height", sa.Double(), server_default="0", nullable=False))
        batch_op.add_column(
            sa.Column("pending", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("claimed_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("edited_at", sa.DateTime(), nullable=True))
        batch_op.add_column(sa.Column("edited_by_id", sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column("words", sa.JSON(), nullable=True))
        batch_op.create_index(
            "ix_file_page_pending",
            ["file_id", "number"],
            unique=False,
            sqlite_where=sa.text("pending"),
            postgresql_where=sa.text("pending"),
        )
        batch_op.create_foreign_key(
            op.f("fk_file_page_edited_by_id"), "staff_member", ["edited_by_id"], ["id"]
        )
    with op.batch_alter_table("file_reading") as batch_op:
        batch_op.add_column(sa.Column("forced", sa.JSON(), server_default="{}", nullable=False))


def downgrade() -> None:
    with op.batch_alter_table("file_reading") as batch_op:
        batch_op.drop_column("forced")
    with op.batch_alter_table("file_page") as batch_op:
        batch_op.drop_constraint(op.f("fk_file_page_edited_by_id"), type_="foreignkey")
        batch_op.drop_index(
            "ix_file_page_pending",
            sqlite_where=sa.text("pending"),
            postgresql_where=sa.text("pending"),
        )
        batch_op.drop_column("words")
        batch_op.drop_column("edited_by_id")
        batch_op.drop_column("edited_at")
        batch_op.drop_column("claimed_at")
        batch_op.drop_column("pending")
        batch_op.drop_column("height")
        batch_op.drop_column("width")
        batch_op.drop_column("reason")
        batch_op.drop_column("score")
    with op.batch_alter_table("page_attempt") as batch_op:
        batch_op.drop_index(op.f("ix_page_attempt_page_id"))
    op.drop_table("page_attempt")
    op.drop_table("correction")

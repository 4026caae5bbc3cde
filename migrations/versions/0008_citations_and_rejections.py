"""What files cite, and which of it a clerk refused."""

import sqlalchemy as sa
from alembic import op

revision = "0008_citations"
down_revision = "0007_reading"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "BASIS",
                "IMPLEMENTS",
                "AMENDS",
                "REPLACES",
                "REPEALS",
                "MENTIONS",
                name="relationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("sentence", sa.Text(), nullable=False),
        sa.Column("cited_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_citation_file_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_citation")),
        sa.UniqueConstraint(
            "file_id", "page", "key", "kind", name=op.f("uq_citation_file_id_page_key_kind")
        ),
    )
    with op.batch_alter_table("citation") as batch_op:
        batch_op.create_index("ix_citation_key", ["key", "file_id"], unique=False)
    op.create_table(
        "rejected_citation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=80), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "BASIS",
                "IMPLEMENTS",
                "AMENDS",
                "REPLACES",
                "REPEALS",
                "MENTIONS",
                name="relationkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("rejected_by_id", sa.Integer(), nullable=False),
        sa.Column("rejected_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_rejected_citation_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["rejected_by_id"],
            ["staff_member.id"],
            name=op.f("fk_rejected_citation_rejected_by_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_rejected_citation")),
        sa.UniqueConstraint(
            "directive_id", "key", "kind", name=op.f("uq_rejected_citation_directive_id_key_kind")
        ),
    )


def downgrade() -> None:
    op.drop_table("rejected_citation")
    with op.batch_alter_table("citation") as batch_op:
        batch_op.drop_index("ix_citation_key")
    op.drop_table("citation")

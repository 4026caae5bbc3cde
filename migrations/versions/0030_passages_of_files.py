"""The articles, clauses and paragraphs of each file, as places in its clean text.

The table comes empty. The worker fills it, some files each minute, and may be stopped at any
moment; `passage_count` is empty until the passages of a file are there.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030_passages"
down_revision = "0029_questions"
branch_labels = None
depends_on = None

WAITING = sa.text("passage_count IS NULL")


def upgrade() -> None:
    op.add_column("stored_file", sa.Column("passage_count", sa.Integer(), nullable=True))
    op.create_index(
        "ix_stored_file_unsplit",
        "stored_file",
        ["id"],
        sqlite_where=WAITING,
        postgresql_where=WAITING,
    )
    op.create_table(
        "passage",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("end", sa.Integer(), nullable=False),
        sa.Column("article", sa.Text(), nullable=True),
        sa.Column("clause", sa.Text(), nullable=True),
        sa.Column("point", sa.Text(), nullable=True),
        sa.Column("heading", sa.JSON(), nullable=False),
        sa.Column("lead", sa.JSON(), nullable=False),
        sa.Column("first_page", sa.Integer(), nullable=False),
        sa.Column("last_page", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"],
            ["stored_file.id"],
            name=op.f("fk_passage_file_id_stored_file"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_passage")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_passage_file_id_number")),
    )


def downgrade() -> None:
    op.drop_table("passage")
    op.drop_index("ix_stored_file_unsplit", "stored_file")
    op.drop_column("stored_file", "passage_count")

"""The text that search reads is kept beside the text of each page.

The column comes empty. The worker fills it, some files each minute, and may be stopped at any
moment; until then whoever asks for the clean text of a file has it made.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021_clean_text"
down_revision = "0020_report_wording"
branch_labels = None
depends_on = None

EMPTY = sa.text("clean_text IS NULL")


def upgrade() -> None:
    op.add_column("file_page", sa.Column("clean_text", sa.Text(), nullable=True))
    op.create_index(
        "ix_file_page_uncleaned",
        "file_page",
        ["file_id"],
        sqlite_where=EMPTY,
        postgresql_where=EMPTY,
    )


def downgrade() -> None:
    op.drop_index("ix_file_page_uncleaned", "file_page")
    op.drop_column("file_page", "clean_text")

"""The day since when somebody has an account, whether they were welcomed, what the office set.

Of accounts that stand already the day is not known: deadlines stay as they were.
"""

import sqlalchemy as sa
from alembic import op

revision = "0025_accounts"
down_revision = "0024_handed_out"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("staff_member", sa.Column("account_since", sa.Date(), nullable=True))
    op.add_column("staff_member", sa.Column("welcomed_at", sa.DateTime(), nullable=True))
    op.execute("UPDATE staff_member SET welcomed_at = last_sign_in")
    op.create_table(
        "office_setting",
        sa.Column("name", sa.String(length=32), nullable=False),
        sa.Column("value", sa.String(length=120), nullable=False),
        sa.PrimaryKeyConstraint("name", name=op.f("pk_office_setting")),
    )


def downgrade() -> None:
    op.drop_table("office_setting")
    op.drop_column("staff_member", "welcomed_at")
    op.drop_column("staff_member", "account_since")

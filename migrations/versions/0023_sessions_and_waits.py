"""Sessions have rows, wrong passwords make wait instead of locking, refused accesses are counted.

Everybody has to sign in anew once: the sessions of before had no rows.
"""

import sqlalchemy as sa
from alembic import op

revision = "0023_sessions"
down_revision = "0022_anchored_receipts"
branch_labels = None
depends_on = None

NUMBERS = ("failed_sign_ins", "session_generation")


def upgrade() -> None:
    op.create_table(
        "staff_session",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=False),
        sa.Column("began_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.Column("browser", sa.String(length=32), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_staff_session_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_session")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_staff_session_token_hash")),
    )
    op.create_index(op.f("ix_staff_session_staff_id"), "staff_session", ["staff_id"])
    op.create_table(
        "sign_in_wait",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name_key", sa.String(length=64), nullable=False),
        sa.Column("source", sa.String(length=80), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_at", sa.DateTime(), nullable=False),
        sa.Column("wait_until", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_wait")),
        sa.UniqueConstraint("name_key", "source", name=op.f("uq_sign_in_wait_name_key_source")),
    )
    op.create_index(op.f("ix_sign_in_wait_last_at"), "sign_in_wait", ["last_at"])
    op.create_table(
        "refused_access",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("who", sa.String(length=80), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.Column("rule", sa.String(length=80), nullable=False),
        sa.Column("quarter", sa.DateTime(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("address", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_refused_access")),
        sa.UniqueConstraint(
            "who", "rule", "quarter", name=op.f("uq_refused_access_who_rule_quarter")
        ),
    )
    op.create_index(op.f("ix_refused_access_quarter"), "refused_access", ["quarter"])
    for name in (*NUMBERS, "locked_until"):
        op.drop_column("staff_member", name)


def downgrade() -> None:
    op.add_column("staff_member", sa.Column("locked_until", sa.DateTime(), nullable=True))
    for name in NUMBERS:
        nought = sa.Column(name, sa.Integer(), server_default="0", nullable=False)
        op.add_column("staff_member", nought)
    with op.batch_alter_table("staff_member") as batch_op:
        for name in NUMBERS:
            batch_op.alter_column(name, server_default=None)
    for table in ("refused_access", "sign_in_wait", "staff_session"):
        op.drop_table(table)

"""Questions that were put to the assistant, and what was said of its quotes."""

import sqlalchemy as sa
from alembic import op

revision = "0029_questions"
down_revision = "0028_recent"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "stored_question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=500), nullable=False),
        sa.Column("wording", sa.String(length=500), nullable=False),
        sa.Column("within_id", sa.Integer(), nullable=True),
        sa.Column("outcome", sa.String(length=16), nullable=False),
        sa.Column("milliseconds", sa.Integer(), nullable=False),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("wants_word", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("filed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"],
            ["staff_member.id"],
            name=op.f("fk_stored_question_staff_id_staff_member"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["within_id"],
            ["directive.id"],
            name=op.f("fk_stored_question_within_id_directive"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_question")),
    )
    for column in ("staff_id", "within_id", "asked_at"):
        op.create_index(op.f(f"ix_stored_question_{column}"), "stored_question", [column])
    op.create_index("ix_stored_question_wording", "stored_question", ["wording", "outcome"])
    op.create_table(
        "quote_verdict",
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("answers", sa.Boolean(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"],
            ["stored_question.id"],
            name=op.f("fk_quote_verdict_question_id_stored_question"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"],
            ["directive.id"],
            name=op.f("fk_quote_verdict_directive_id_directive"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint(
            "question_id", "directive_id", "start", name=op.f("pk_quote_verdict")
        ),
    )
    op.create_index(op.f("ix_quote_verdict_directive_id"), "quote_verdict", ["directive_id"])


def downgrade() -> None:
    op.drop_table("quote_verdict")
    op.drop_table("stored_question")

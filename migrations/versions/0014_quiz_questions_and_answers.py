"""The check of understanding."""

import sqlalchemy as sa
from alembic import op

revision = "0014_questions"
down_revision = "0013_meetings"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "question",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("options", sa.JSON(), nullable=False),
        sa.Column("right", sa.Integer(), nullable=False),
        sa.Column("page", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff_member.id"], name=op.f("fk_question_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["version_id"], ["version.id"], name=op.f("fk_question_version_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_question")),
        sa.UniqueConstraint("version_id", "position", name=op.f("uq_question_version_id_position")),
    )
    op.create_table(
        "answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("question_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("chosen", sa.Integer(), nullable=False),
        sa.Column("is_right", sa.Boolean(), nullable=False),
        sa.Column("attempt", sa.String(length=32), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["question_id"], ["question.id"], name=op.f("fk_answer_question_id")
        ),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_answer_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer")),
    )
    with op.batch_alter_table("answer") as batch_op:
        batch_op.create_index("ix_answer_question_staff", ["question_id", "staff_id"], unique=False)
        batch_op.create_index(op.f("ix_answer_staff_id"), ["staff_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("answer") as batch_op:
        batch_op.drop_index(op.f("ix_answer_staff_id"))
        batch_op.drop_index("ix_answer_question_staff")
    op.drop_table("answer")
    op.drop_table("question")

"""What people are told, behind the bell and by letter."""

import sqlalchemy as sa
from alembic import op

revision = "0011_notices"
down_revision = "0010_isolations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "mail_server",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("busy_until", sa.DateTime(), nullable=True),
        sa.Column("failing_since", sa.DateTime(), nullable=True),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_mail_server")),
    )
    op.create_table(
        "letter",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=200), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("recipient", sa.String(length=160), nullable=False),
        sa.Column("subject", sa.String(length=200), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("not_before", sa.DateTime(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("sent_at", sa.DateTime(), nullable=True),
        sa.Column("failed_at", sa.DateTime(), nullable=True),
        sa.Column("last_error", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_letter_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_letter")),
        sa.UniqueConstraint("key", name=op.f("uq_letter_key")),
    )
    with op.batch_alter_table("letter") as batch_op:
        batch_op.create_index(op.f("ix_letter_failed_at"), ["failed_at"], unique=False)
        batch_op.create_index(op.f("ix_letter_sent_at"), ["sent_at"], unique=False)
        batch_op.create_index(op.f("ix_letter_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(
            "ix_letter_waiting",
            ["next_at"],
            unique=False,
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        )
    op.create_table(
        "notice_choice",
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column(
            "mail",
            sa.Enum("OFF", "DIGEST", "URGENT", name="mailwish", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("digest_hour", sa.Integer(), nullable=False),
        sa.Column("quiet_from", sa.Integer(), nullable=False),
        sa.Column("quiet_to", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_notice_choice_staff_id")
        ),
        sa.PrimaryKeyConstraint("staff_id", name=op.f("pk_notice_choice")),
    )
    op.create_table(
        "notice",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("key", sa.String(length=160), nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("gaps", sa.JSON(), nullable=False),
        sa.Column("endpoint", sa.String(length=80), nullable=False),
        sa.Column("place", sa.JSON(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=True),
        sa.Column("urgent", sa.Boolean(), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("read_at", sa.DateTime(), nullable=True),
        sa.Column("mailed_at", sa.DateTime(), nullable=True),
        sa.Column("letter_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["letter_id"], ["letter.id"], name=op.f("fk_notice_letter_id")),
        sa.ForeignKeyConstraint(["staff_id"], ["staff_member.id"], name=op.f("fk_notice_staff_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_notice")),
        sa.UniqueConstraint("staff_id", "key", name=op.f("uq_notice_staff_id_key")),
    )
    with op.batch_alter_table("notice") as batch_op:
        batch_op.create_index(op.f("ix_notice_directive_id"), ["directive_id"], unique=False)
        batch_op.create_index(op.f("ix_notice_letter_id"), ["letter_id"], unique=False)
        batch_op.create_index("ix_notice_newest", ["staff_id", "id"], unique=False)
        batch_op.create_index(
            "ix_notice_to_mail",
            ["staff_id"],
            unique=False,
            postgresql_where=sa.text("read_at IS NULL AND mailed_at IS NULL"),
            sqlite_where=sa.text("read_at IS NULL AND mailed_at IS NULL"),
        )
        batch_op.create_index(
            "ix_notice_unread",
            ["staff_id"],
            unique=False,
            postgresql_where=sa.text("read_at IS NULL"),
            sqlite_where=sa.text("read_at IS NULL"),
        )


def downgrade() -> None:
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_index(
            "ix_notice_unread",
            postgresql_where=sa.text("read_at IS NULL"),
            sqlite_where=sa.text("read_at IS NULL"),
        )
        batch_op.drop_index(
            "ix_notice_to_mail",
            postgresql_where=sa.text("read_at IS NULL AND mailed_at IS NULL"),
            sqlite_where=sa.text("read_at IS NULL AND mailed_at IS NULL"),
        )
        batch_op.drop_index("ix_notice_newest")
        batch_op.drop_index(op.f("ix_notice_letter_id"))
        batch_op.drop_index(op.f("ix_notice_directive_id"))
    op.drop_table("notice")
    op.drop_table("notice_choice")
    with op.batch_alter_table("letter") as batch_op:
        batch_op.drop_index(
            "ix_letter_waiting",
            postgresql_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
            sqlite_where=sa.text("sent_at IS NULL AND failed_at IS NULL"),
        )
        batch_op.drop_index(op.f("ix_letter_staff_id"))
        batch_op.drop_index(op.f("ix_letter_sent_at"))
        batch_op.drop_index(op.f("ix_letter_failed_at"))
    op.drop_table("letter")
    op.drop_table("mail_server")

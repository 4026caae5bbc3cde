"""Tables of files on their way in."""

import sqlalchemy as sa
from alembic import op

revision = "0004_intake"
down_revision = "0003_directives"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "file_reading",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("facts", sa.JSON(), nullable=False),
        sa.Column("warnings", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_file_reading_file_id")
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_file_reading")),
    )
    op.create_index("ix_file_reading_state_since", "file_reading", ["state", "since"], unique=False)
    op.create_table(
        "intake_item",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("state", sa.String(length=40), nullable=False),
        sa.Column("uploaded_at", sa.DateTime(), nullable=False),
        sa.Column("uploaded_by_id", sa.Integer(), nullable=False),
        sa.Column("draft", sa.JSON(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("checking_by_id", sa.Integer(), nullable=True),
        sa.Column("checking_since", sa.DateTime(), nullable=True),
        sa.Column("new_version_of_id", sa.Integer(), nullable=True),
        sa.Column("directive_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["checking_by_id"], ["staff_member.id"], name=op.f("fk_intake_item_checking_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_intake_item_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_intake_item_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["new_version_of_id"], ["directive.id"], name=op.f("fk_intake_item_new_version_of_id")
        ),
        sa.ForeignKeyConstraint(
            ["uploaded_by_id"], ["staff_member.id"], name=op.f("fk_intake_item_uploaded_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_intake_item")),
    )
    op.create_index(op.f("ix_intake_item_file_id"), "intake_item", ["file_id"], unique=False)
    op.create_index(op.f("ix_intake_item_state"), "intake_item", ["state"], unique=False)
    op.create_index(
        op.f("ix_intake_item_uploaded_at"), "intake_item", ["uploaded_at"], unique=False
    )
    op.create_index(
        op.f("ix_intake_item_uploaded_by_id"), "intake_item", ["uploaded_by_id"], unique=False
    )
    op.create_index(
        "uq_intake_item_open_file",
        "intake_item",
        ["file_id"],
        unique=True,
        sqlite_where=sa.text("state = 'OPEN'"),
        postgresql_where=sa.text("state = 'OPEN'"),
    )


def downgrade() -> None:
    op.drop_index(
        "uq_intake_item_open_file",
        table_name="intake_item",
        sqlite_where=sa.text("state = 'OPEN'"),
        postgresql_where=sa.text("state = 'OPEN'"),
    )
    op.drop_index(op.f("ix_intake_item_uploaded_by_id"), table_name="intake_item")
    op.drop_index(op.f("ix_intake_item_uploaded_at"), table_name="intake_item")
    op.drop_index(op.f("ix_intake_item_state"), table_name="intake_item")
    op.drop_index(op.f("ix_intake_item_file_id"), table_name="intake_item")
    op.drop_table("intake_item")
    op.drop_index("ix_file_reading_state_since", table_name="file_reading")
    op.drop_table("file_reading")

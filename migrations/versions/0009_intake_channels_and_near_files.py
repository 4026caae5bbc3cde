"""Where files came from, and what resembles what."""

import sqlalchemy as sa
from alembic import op

revision = "0009_doors"
down_revision = "0008_citations"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "door_look",
        sa.Column(
            "door",
            sa.Enum(
                "UPLOAD", "IMPORT", "FOLDER", "MAIL", name="door", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("looked_at", sa.DateTime(), nullable=True),
        sa.Column("well_at", sa.DateTime(), nullable=True),
        sa.Column("error", sa.Text(), nullable=False),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("next_at", sa.DateTime(), nullable=True),
        sa.Column("claimed_at", sa.DateTime(), nullable=True),
        sa.PrimaryKeyConstraint("door", name=op.f("pk_door_look")),
    )
    op.create_table(
        "folder_sighting",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("size", sa.BigInteger(), nullable=False),
        sa.Column("changed_ns", sa.BigInteger(), nullable=False),
        sa.Column("since", sa.DateTime(), nullable=False),
        sa.Column("done", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_folder_sighting")),
    )
    op.create_table(
        "mail_seen",
        sa.Column("key", sa.String(length=64), nullable=False),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_mail_seen")),
    )
    op.create_table(
        "file_likeness",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("value", sa.BigInteger(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_file_likeness_file_id")
        ),
        sa.PrimaryKeyConstraint("file_id", "band", name=op.f("pk_file_likeness")),
    )
    with op.batch_alter_table("file_likeness") as batch_op:
        batch_op.create_index("ix_file_likeness_band_value", ["band", "value"], unique=False)
    op.create_table(
        "near_files",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("likeness", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_near_files_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["other_id"], ["stored_file.id"], name=op.f("fk_near_files_other_id")
        ),
        sa.PrimaryKeyConstraint("file_id", "other_id", name=op.f("pk_near_files")),
    )
    with op.batch_alter_table("near_files") as batch_op:
        batch_op.create_index(op.f("ix_near_files_other_id"), ["other_id"], unique=False)
    op.create_table(
        "door_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("origin", sa.String(length=64), nullable=True),
        sa.Column(
            "door",
            sa.Enum(
                "UPLOAD", "IMPORT", "FOLDER", "MAIL", name="door", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column(
            "fate",
            sa.Enum(
                "TAKEN", "KNOWN", "PUBLISHED", "REFUSED", name="fate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("parcel", sa.String(length=255), nullable=False),
        sa.Column("parcel_kind", sa.String(length=8), nullable=False),
        sa.Column("sender", sa.String(length=255), nullable=False),
        sa.Column("title", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("rule", sa.String(length=40), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("item_id", sa.Integer(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=True),
        sa.Column("directive_id", sa.Integer(), nullable=True),
        sa.Column("packet", sa.JSON(), nullable=True),
        sa.ForeignKeyConstraint(["by_id"], ["staff_member.id"], name=op.f("fk_door_entry_by_id")),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_door_entry_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["file_id"], ["stored_file.id"], name=op.f("fk_door_entry_file_id")
        ),
        sa.ForeignKeyConstraint(
            ["item_id"], ["intake_item.id"], name=op.f("fk_door_entry_item_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_door_entry")),
        sa.UniqueConstraint("origin", name=op.f("uq_door_entry_origin")),
    )
    with op.batch_alter_table("door_entry") as batch_op:
        batch_op.create_index(op.f("ix_door_entry_at"), ["at"], unique=False)
        batch_op.create_index("ix_door_entry_door_at", ["door", "at"], unique=False)
        batch_op.create_index(op.f("ix_door_entry_file_id"), ["file_id"], unique=False)
        batch_op.create_index(op.f("ix_door_entry_item_id"), ["item_id"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("door_entry") as batch_op:
        batch_op.drop_index(op.f("ix_door_entry_item_id"))
        batch_op.drop_index(op.f("ix_door_entry_file_id"))
        batch_op.drop_index("ix_door_entry_door_at")
        batch_op.drop_index(op.f("ix_door_entry_at"))
    op.drop_table("door_entry")
    with op.batch_alter_table("near_files") as batch_op:
        batch_op.drop_index(op.f("ix_near_files_other_id"))
    op.drop_table("near_files")
    with op.batch_alter_table("file_likeness") as batch_op:
        batch_op.drop_index("ix_file_likeness_band_value")
    op.drop_table("file_likeness")
    op.drop_table("mail_seen")
    op.drop_table("folder_sighting")
    op.drop_table("door_look")

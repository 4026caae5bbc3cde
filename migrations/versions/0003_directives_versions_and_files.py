"""Tables of the repository."""

import sqlalchemy as sa
from alembic import op

revision = "0003_directives"
down_revision = "0002_people"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "issuing_body",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_issuing_body")),
        sa.UniqueConstraint("name", name=op.f("uq_issuing_body_name")),
    )
    op.create_table(
        "topic",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_topic")),
        sa.UniqueConstraint("name", name=op.f("uq_topic_name")),
    )
    op.create_table(
        "directive",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("symbol", sa.String(length=80), nullable=False),
        sa.Column("symbol_key", sa.String(length=80), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=True),
        sa.Column("level", sa.String(length=40), nullable=False),
        sa.Column("system", sa.String(length=40), nullable=True),
        sa.Column("issuing_body_id", sa.Integer(), nullable=False),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("subject_key", sa.Text(), nullable=False),
        sa.Column("signer", sa.String(length=120), nullable=False),
        sa.Column("signer_title", sa.String(length=200), nullable=False),
        sa.Column("authority_mark", sa.String(length=16), nullable=False),
        sa.Column("urgency", sa.String(length=40), nullable=False),
        sa.Column("status", sa.String(length=40), nullable=False),
        sa.Column("for_website", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.Column("changed_at", sa.DateTime(), nullable=False),
        sa.Column("indexed_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["issuing_body_id"], ["issuing_body.id"], name=op.f("fk_directive_issuing_body_id")
        ),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff_member.id"], name=op.f("fk_directive_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_directive")),
    )
    op.create_index(op.f("ix_directive_changed_at"), "directive", ["changed_at"], unique=False)
    op.create_index(op.f("ix_directive_issued_on"), "directive", ["issued_on"], unique=False)
    op.create_index(
        op.f("ix_directive_issuing_body_id"), "directive", ["issuing_body_id"], unique=False
    )
    op.create_index("ix_directive_level_issued", "directive", ["level", "issued_on"], unique=False)
    op.create_index(op.f("ix_directive_published_at"), "directive", ["published_at"], unique=False)
    op.create_index("ix_directive_symbol_key", "directive", ["symbol_key"], unique=False)
    op.create_table(
        "stored_file",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("name", sa.String(length=255), nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=16), nullable=False),
        sa.Column("media_type", sa.String(length=120), nullable=False),
        sa.Column("page_count", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_member.id"], name=op.f("fk_stored_file_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stored_file")),
        sa.UniqueConstraint("sha256", name=op.f("uq_stored_file_sha256")),
    )
    op.create_table(
        "audience_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=True),
        sa.Column("staff_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "department_id IS NULL OR staff_id IS NULL",
            name=op.f("ck_audience_entry_one_addressee"),
        ),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_audience_entry_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_audience_entry_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_audience_entry_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_audience_entry")),
        sa.UniqueConstraint(
            "directive_id",
            "department_id",
            "staff_id",
            name=op.f("uq_audience_entry_directive_id_department_id_staff_id"),
        ),
    )
    op.create_index(
        "ix_audience_entry_addressee",
        "audience_entry",
        ["department_id", "staff_id", "directive_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_audience_entry_directive_id"), "audience_entry", ["directive_id"], unique=False
    )
    op.create_index(
        "uq_audience_entry_everybody",
        "audience_entry",
        ["directive_id"],
        unique=True,
        sqlite_where=sa.text("department_id IS NULL AND staff_id IS NULL"),
        postgresql_where=sa.text("department_id IS NULL AND staff_id IS NULL"),
    )
    op.create_table(
        "directive_topic",
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("topic_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_directive_topic_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["topic_id"], ["topic.id"], name=op.f("fk_directive_topic_topic_id")
        ),
        sa.PrimaryKeyConstraint("directive_id", "topic_id", name=op.f("pk_directive_topic")),
    )
    op.create_index(
        op.f("ix_directive_topic_topic_id"), "directive_topic", ["topic_id"], unique=False
    )
    op.create_table(
        "file_page",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("method", sa.String(length=16), nullable=False),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_file_page_file_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_file_page")),
        sa.UniqueConstraint("file_id", "number", name=op.f("uq_file_page_file_id_number")),
    )
    op.create_table(
        "relation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(length=40), nullable=False),
        sa.Column("target_symbol", sa.String(length=80), nullable=False),
        sa.Column("target_key", sa.String(length=80), nullable=False),
        sa.Column("target_id", sa.Integer(), nullable=True),
        sa.Column("added_by_id", sa.Integer(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.CheckConstraint("directive_id != target_id", name=op.f("ck_relation_not_itself")),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_member.id"], name=op.f("fk_relation_added_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_relation_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["target_id"], ["directive.id"], name=op.f("fk_relation_target_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_relation")),
        sa.UniqueConstraint(
            "directive_id",
            "kind",
            "target_key",
            name=op.f("uq_relation_directive_id_kind_target_key"),
        ),
    )
    op.create_index(op.f("ix_relation_directive_id"), "relation", ["directive_id"], unique=False)
    op.create_index(op.f("ix_relation_target_id"), "relation", ["target_id"], unique=False)
    op.create_table(
        "version",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("read_again", sa.Boolean(), nullable=False),
        sa.Column("published_at", sa.DateTime(), nullable=False),
        sa.Column("published_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_version_directive_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_version_file_id")),
        sa.ForeignKeyConstraint(
            ["published_by_id"], ["staff_member.id"], name=op.f("fk_version_published_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_version")),
        sa.UniqueConstraint("directive_id", "number", name=op.f("uq_version_directive_id_number")),
    )
    op.create_index(op.f("ix_version_file_id"), "version", ["file_id"], unique=False)


def downgrade() -> None:
    op.drop_index(op.f("ix_version_file_id"), table_name="version")
    op.drop_table("version")
    op.drop_index(op.f("ix_relation_target_id"), table_name="relation")
    op.drop_index(op.f("ix_relation_directive_id"), table_name="relation")
    op.drop_table("relation")
    op.drop_table("file_page")
    op.drop_index(op.f("ix_directive_topic_topic_id"), table_name="directive_topic")
    op.drop_table("directive_topic")
    op.drop_index(
        "uq_audience_entry_everybody",
        table_name="audience_entry",
        sqlite_where=sa.text("department_id IS NULL AND staff_id IS NULL"),
        postgresql_where=sa.text("department_id IS NULL AND staff_id IS NULL"),
    )
    op.drop_index(op.f("ix_audience_entry_directive_id"), table_name="audience_entry")
    op.drop_index("ix_audience_entry_addressee", table_name="audience_entry")
    op.drop_table("audience_entry")
    op.drop_table("stored_file")
    op.drop_index("ix_directive_symbol_key", table_name="directive")
    op.drop_index(op.f("ix_directive_published_at"), table_name="directive")
    op.drop_index("ix_directive_level_issued", table_name="directive")
    op.drop_index(op.f("ix_directive_issuing_body_id"), table_name="directive")
    op.drop_index(op.f("ix_directive_issued_on"), table_name="directive")
    op.drop_index(op.f("ix_directive_changed_at"), table_name="directive")
    op.drop_table("directive")
    op.drop_table("topic")
    op.drop_table("issuing_body")

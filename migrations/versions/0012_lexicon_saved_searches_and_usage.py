"""Words that stand for others, saved searches, and counts of what is asked."""

import sqlalchemy as sa
from alembic import op

revision = "0012_search"
down_revision = "0011_notices"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "asked_day",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("empty", sa.Integer(), nullable=False),
        sa.Column("opened", sa.Integer(), nullable=False),
        sa.Column("rank_sum", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_asked_day")),
        sa.UniqueConstraint("day", "words", name=op.f("uq_asked_day_day_words")),
    )
    with op.batch_alter_table("asked_day") as batch_op:
        batch_op.create_index(op.f("ix_asked_day_day"), ["day"], unique=False)
    op.create_table(
        "pace_day",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("engine", sa.String(length=20), nullable=False),
        sa.Column("at_most_ms", sa.Integer(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("day", "engine", "at_most_ms", name=op.f("pk_pace_day")),
    )
    op.create_table(
        "abbreviation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("short_key", sa.String(length=60), nullable=False),
        sa.Column("long", sa.String(length=200), nullable=False),
        sa.Column("long_key", sa.String(length=200), nullable=False),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_member.id"], name=op.f("fk_abbreviation_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_abbreviation")),
        sa.UniqueConstraint(
            "short_key", "long_key", name=op.f("uq_abbreviation_short_key_long_key")
        ),
    )
    with op.batch_alter_table("abbreviation") as batch_op:
        batch_op.create_index("ix_abbreviation_long_key", ["long_key"], unique=False)
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("address", sa.String(length=1000), nullable=False),
        sa.Column(
            "alert",
            sa.Enum("NONE", "BELL", "MAIL", name="alert", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("created_at", sa.DateTime(), nullable=False),
        sa.Column("seen_at", sa.DateTime(), nullable=False),
        sa.Column("told_until", sa.DateTime(), nullable=False),
        sa.Column("generation", sa.String(length=120), nullable=False),
        sa.Column("token_hash", sa.String(length=64), nullable=True),
        sa.Column("token_made_at", sa.DateTime(), nullable=True),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_saved_search_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
        sa.UniqueConstraint("staff_id", "address", name=op.f("uq_saved_search_staff_id_address")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_saved_search_token_hash")),
    )
    op.create_table(
        "synonym",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("words_key", sa.String(length=200), nullable=False),
        sa.Column("other", sa.String(length=200), nullable=False),
        sa.Column("other_key", sa.String(length=200), nullable=False),
        sa.Column("entered", sa.Boolean(), nullable=False),
        sa.Column("off", sa.Boolean(), nullable=False),
        sa.Column("added_at", sa.DateTime(), nullable=False),
        sa.Column("added_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(
            ["added_by_id"], ["staff_member.id"], name=op.f("fk_synonym_added_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_synonym")),
        sa.UniqueConstraint("words_key", "other_key", name=op.f("uq_synonym_words_key_other_key")),
    )
    with op.batch_alter_table("synonym") as batch_op:
        batch_op.create_index("ix_synonym_other_key", ["other_key"], unique=False)
    op.create_table(
        "learned_abbreviation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("short", sa.String(length=40), nullable=False),
        sa.Column("short_key", sa.String(length=60), nullable=False),
        sa.Column("long", sa.String(length=200), nullable=False),
        sa.Column("long_key", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_learned_abbreviation_directive_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_learned_abbreviation")),
        sa.UniqueConstraint(
            "directive_id",
            "short_key",
            "long_key",
            name=op.f("uq_learned_abbreviation_directive_id_short_key_long_key"),
        ),
    )
    with op.batch_alter_table("learned_abbreviation") as batch_op:
        batch_op.create_index("ix_learned_abbreviation_long_key", ["long_key"], unique=False)
        batch_op.create_index("ix_learned_abbreviation_short_key", ["short_key"], unique=False)
    op.create_table(
        "learned_from",
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("learned_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_learned_from_directive_id")
        ),
        sa.PrimaryKeyConstraint("directive_id", name=op.f("pk_learned_from")),
    )
    op.create_table(
        "saved_hit",
        sa.Column("saved_search_id", sa.Integer(), nullable=False),
        sa.Column("entry", sa.String(length=40), nullable=False),
        sa.Column("found_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_search_id"],
            ["saved_search.id"],
            name=op.f("fk_saved_hit_saved_search_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("saved_search_id", "entry", name=op.f("pk_saved_hit")),
    )
    with op.batch_alter_table("saved_hit") as batch_op:
        batch_op.create_index(op.f("ix_saved_hit_found_at"), ["found_at"], unique=False)


def downgrade() -> None:
    with op.batch_alter_table("saved_hit") as batch_op:
        batch_op.drop_index(op.f("ix_saved_hit_found_at"))
    op.drop_table("saved_hit")
    op.drop_table("learned_from")
    with op.batch_alter_table("learned_abbreviation") as batch_op:
        batch_op.drop_index("ix_learned_abbreviation_short_key")
        batch_op.drop_index("ix_learned_abbreviation_long_key")
    op.drop_table("learned_abbreviation")
    with op.batch_alter_table("synonym") as batch_op:
        batch_op.drop_index("ix_synonym_other_key")
    op.drop_table("synonym")
    op.drop_table("saved_search")
    with op.batch_alter_table("abbreviation") as batch_op:
        batch_op.drop_index("ix_abbreviation_long_key")
    op.drop_table("abbreviation")
    op.drop_table("pace_day")
    with op.batch_alter_table("asked_day") as batch_op:
        batch_op.drop_index(op.f("ix_asked_day_day"))
    op.drop_table("asked_day")

"""Audiences by role, title and group, with exceptions and days."""

import sqlalchemy as sa
from alembic import op

revision = "0016_audience"
down_revision = "0015_membership"
branch_labels = None
depends_on = None

OLD_ONE = "department_id IS NULL OR staff_id IS NULL"
OLD_NOBODY = "department_id IS NULL AND staff_id IS NULL"
ADDRESSEES = ("department_id", "staff_id", "role", "title", "group_id")
ONE = " + ".join(f"CASE WHEN {one} IS NULL THEN 0 ELSE 1 END" for one in ADDRESSEES) + " <= 1"
NOBODY = " AND ".join(f"{one} IS NULL" for one in ADDRESSEES)
NAMED = "excluded = FALSE OR department_id IS NOT NULL OR staff_id IS NOT NULL"


def upgrade() -> None:
    op.drop_index("uq_audience_entry_everybody", "audience_entry")
    with op.batch_alter_table("audience_entry") as batch_op:
        batch_op.drop_constraint(op.f("ck_audience_entry_one_addressee"), type_="check")
        batch_op.add_column(sa.Column("role", sa.String(length=40), nullable=True))
        batch_op.add_column(sa.Column("title", sa.String(length=120), nullable=True))
        batch_op.add_column(sa.Column("group_id", sa.Integer(), nullable=True))
        batch_op.add_column(
            sa.Column("excluded", sa.Boolean(), server_default=sa.false(), nullable=False)
        )
        batch_op.add_column(sa.Column("added_on", sa.Date(), nullable=True))
        batch_op.create_index(op.f("ix_audience_entry_group_id"), ["group_id"], unique=False)
        batch_op.create_foreign_key(
            op.f("fk_audience_entry_group_id"), "staff_group", ["group_id"], ["id"]
        )
        batch_op.create_check_constraint(op.f("ck_audience_entry_one_addressee"), ONE)
        batch_op.create_check_constraint(op.f("ck_audience_entry_excluded_is_named"), NAMED)
    _only_one_for_everybody(NOBODY)


def downgrade() -> None:
    op.drop_index("uq_audience_entry_everybody", "audience_entry")
    # What the older tables cannot say would mean everybody there.
    op.execute(
        "DELETE FROM audience_entry WHERE excluded OR role IS NOT NULL OR title IS NOT NULL "
        "OR group_id IS NOT NULL"
    )
    with op.batch_alter_table("audience_entry") as batch_op:
        batch_op.drop_constraint(op.f("ck_audience_entry_one_addressee"), type_="check")
        batch_op.drop_constraint(op.f("ck_audience_entry_excluded_is_named"), type_="check")
        batch_op.drop_constraint(op.f("fk_audience_entry_group_id"), type_="foreignkey")
        batch_op.drop_index(op.f("ix_audience_entry_group_id"))
        for name in ("added_on", "excluded", "group_id", "title", "role"):
            batch_op.drop_column(name)
        batch_op.create_check_constraint(op.f("ck_audience_entry_one_addressee"), OLD_ONE)
    _only_one_for_everybody(OLD_NOBODY)


def _only_one_for_everybody(nobody: str) -> None:
    op.create_index(
        "uq_audience_entry_everybody",
        "audience_entry",
        ["directive_id"],
        unique=True,
        sqlite_where=sa.text(nobody),
        postgresql_where=sa.text(nobody),
    )

"""Where people serve by day, who is away, and saved groups."""

import sqlalchemy as sa
from alembic import op

revision = "0015_membership"
down_revision = "0014_questions"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "holiday",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("name", sa.String(length=80), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("day", name=op.f("pk_holiday")),
    )
    op.create_table(
        "absence",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column(
            "kind",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until > since", name=op.f("ck_absence_in_order")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["staff_member.id"], name=op.f("fk_absence_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_absence_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_absence")),
    )
    with op.batch_alter_table("absence") as batch_op:
        batch_op.create_index(op.f("ix_absence_staff_id"), ["staff_id"], unique=False)
    op.create_table(
        "delegation",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("to_staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("entered_by_id", sa.Integer(), nullable=False),
        sa.Column("entered_at", sa.DateTime(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(), nullable=True),
        sa.CheckConstraint("staff_id != to_staff_id", name=op.f("ck_delegation_not_oneself")),
        sa.CheckConstraint("until > since", name=op.f("ck_delegation_in_order")),
        sa.ForeignKeyConstraint(
            ["entered_by_id"], ["staff_member.id"], name=op.f("fk_delegation_entered_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_delegation_staff_id")
        ),
        sa.ForeignKeyConstraint(
            ["to_staff_id"], ["staff_member.id"], name=op.f("fk_delegation_to_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_delegation")),
    )
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.create_index(op.f("ix_delegation_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index(op.f("ix_delegation_to_staff_id"), ["to_staff_id"], unique=False)
    op.create_table(
        "membership",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("department_id", sa.Integer(), nullable=False),
        sa.Column(
            "role",
            sa.String(length=40),
            nullable=False,
        ),
        sa.Column("title", sa.String(length=120), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint("until IS NULL OR until >= since", name=op.f("ck_membership_in_order")),
        sa.ForeignKeyConstraint(
            ["department_id"], ["department.id"], name=op.f("fk_membership_department_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_membership_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_membership")),
    )
    with op.batch_alter_table("membership") as batch_op:
        batch_op.create_index(op.f("ix_membership_staff_id"), ["staff_id"], unique=False)
        batch_op.create_index("ix_membership_unit", ["department_id", "since"], unique=False)
    op.create_table(
        "staff_group",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=120), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["staff_member.id"], name=op.f("fk_staff_group_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_staff_group")),
        sa.UniqueConstraint("name", name=op.f("uq_staff_group_name")),
    )
    op.create_table(
        "group_member",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("group_id", sa.Integer(), nullable=False),
        sa.Column("staff_id", sa.Integer(), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=True),
        sa.CheckConstraint(
            "until IS NULL OR until >= since", name=op.f("ck_group_member_in_order")
        ),
        sa.ForeignKeyConstraint(
            ["group_id"], ["staff_group.id"], name=op.f("fk_group_member_group_id")
        ),
        sa.ForeignKeyConstraint(
            ["staff_id"], ["staff_member.id"], name=op.f("fk_group_member_staff_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_group_member")),
    )
    with op.batch_alter_table("group_member") as batch_op:
        batch_op.create_index("ix_group_member_group", ["group_id", "staff_id"], unique=False)
        batch_op.create_index(op.f("ix_group_member_staff_id"), ["staff_id"], unique=False)
    # Everybody serves where the own row says, since the first day that was noted.
    op.execute(
        "INSERT INTO membership (staff_id, department_id, role, title, since, until) "
        "SELECT id, department_id, role, title, "
        "CASE WHEN joined_on IS NOT NULL THEN joined_on "
        "WHEN left_on IS NOT NULL AND left_on < '2000-01-01' THEN left_on ELSE '2000-01-01' END, "
        "CASE WHEN joined_on IS NOT NULL AND left_on < joined_on THEN joined_on ELSE left_on END "
        "FROM staff_member"
    )


def downgrade() -> None:
    with op.batch_alter_table("group_member") as batch_op:
        batch_op.drop_index(op.f("ix_group_member_staff_id"))
        batch_op.drop_index("ix_group_member_group")
    op.drop_table("group_member")
    op.drop_table("staff_group")
    with op.batch_alter_table("membership") as batch_op:
        batch_op.drop_index("ix_membership_unit")
        batch_op.drop_index(op.f("ix_membership_staff_id"))
    op.drop_table("membership")
    with op.batch_alter_table("delegation") as batch_op:
        batch_op.drop_index(op.f("ix_delegation_to_staff_id"))
        batch_op.drop_index(op.f("ix_delegation_staff_id"))
    op.drop_table("delegation")
    with op.batch_alter_table("absence") as batch_op:
        batch_op.drop_index(op.f("ix_absence_staff_id"))
    op.drop_table("absence")
    op.drop_table("holiday")

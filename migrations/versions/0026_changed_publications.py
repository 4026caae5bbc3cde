"""What was published can be undone, recalled and addressed anew; rows tell that it was."""

import sqlalchemy as sa
from alembic import op

revision = "0026_changed"
down_revision = "0025_accounts"
branch_labels = None
depends_on = None

# Going down with such rows is refused: what was undone or recalled would be shown again.
SEALED = {"directive": "undone_at IS NOT NULL OR recalled_at IS NOT NULL"}
ROLES = ("READER", "CLERK", "UNIT_HEAD", "LEADER", "ADMIN")
KINDS = ("UNDONE", "RECALLED", "RESTORED", "REORDERED")
WITHDRAWN = ("undone_at", "recalled_at")
NAMED = {"department_id": "department", "staff_id": "staff_member", "group_id": "staff_group"}


def upgrade() -> None:
    for name in WITHDRAWN:
        op.add_column("directive", sa.Column(name, sa.DateTime(), nullable=True))
    op.create_table(
        "publication_change",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum(*KINDS, name="changekind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("at", sa.DateTime(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("differences", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_publication_change_directive_id")
        ),
        sa.ForeignKeyConstraint(
            ["by_id"], ["staff_member.id"], name=op.f("fk_publication_change_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_publication_change")),
    )
    op.create_index(
        op.f("ix_publication_change_directive_id"), "publication_change", ["directive_id"]
    )
    op.create_table(
        "former_audience_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=True) for name in NAMED),
        sa.Column(
            "role", sa.Enum(*ROLES, name="role", native_enum=False, length=40), nullable=True
        ),
        sa.Column("title", sa.String(length=120), nullable=True),
        sa.Column("excluded", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.Column("added_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_former_audience_entry_directive_id")
        ),
        *(
            sa.ForeignKeyConstraint(
                [name], [f"{table}.id"], name=op.f(f"fk_former_audience_entry_{name}")
            )
            for name, table in NAMED.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_former_audience_entry")),
    )
    op.create_index(
        op.f("ix_former_audience_entry_directive_id"), "former_audience_entry", ["directive_id"]
    )


def downgrade() -> None:
    op.drop_table("former_audience_entry")
    op.drop_table("publication_change")
    for name in reversed(WITHDRAWN):
        op.drop_column("directive", name)

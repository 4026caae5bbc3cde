"""Papers with a secrecy mark that are taken out."""

import sqlalchemy as sa
from alembic import op

revision = "0010_isolations"
down_revision = "0009_doors"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "isolation",
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("directive_id", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(), nullable=False),
        sa.Column("asked_by_id", sa.Integer(), nullable=True),
        sa.Column("ordered_at", sa.DateTime(), nullable=True),
        sa.Column("ordered_by_id", sa.Integer(), nullable=True),
        sa.Column("finished_at", sa.DateTime(), nullable=True),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.ForeignKeyConstraint(
            ["asked_by_id"], ["staff_member.id"], name=op.f("fk_isolation_asked_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_isolation_directive_id")
        ),
        sa.ForeignKeyConstraint(["file_id"], ["stored_file.id"], name=op.f("fk_isolation_file_id")),
        sa.ForeignKeyConstraint(
            ["ordered_by_id"], ["staff_member.id"], name=op.f("fk_isolation_ordered_by_id")
        ),
        sa.PrimaryKeyConstraint("file_id", name=op.f("pk_isolation")),
    )
    with op.batch_alter_table("isolation") as batch_op:
        batch_op.create_index(op.f("ix_isolation_directive_id"), ["directive_id"], unique=False)
        batch_op.create_index(op.f("ix_isolation_ordered_at"), ["ordered_at"], unique=False)
    with op.batch_alter_table("directive") as batch_op:
        batch_op.add_column(sa.Column("isolated_at", sa.DateTime(), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("directive") as batch_op:
        batch_op.drop_column("isolated_at")
    with op.batch_alter_table("isolation") as batch_op:
        batch_op.drop_index(op.f("ix_isolation_ordered_at"))
        batch_op.drop_index(op.f("ix_isolation_directive_id"))
    op.drop_table("isolation")

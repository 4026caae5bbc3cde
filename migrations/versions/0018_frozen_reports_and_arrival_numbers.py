"""Frozen reports, report periods and numbers of incoming papers."""

import sqlalchemy as sa
from alembic import op

revision = "0018_programme"
down_revision = "0017_coverage"
branch_labels = None
depends_on = None

# Going down with such rows is refused: they are evidence.
SEALED = {"report_snapshot": "TRUE"}
# What makes the table insert-only, as it was made by this migration.
GUARDS = {
    "sqlite": (
        "CREATE TRIGGER report_snapshot_no_update BEFORE update ON report_snapshot "
        "BEGIN SELECT RAISE(ABORT, 'report_snapshot is insert-only'); END",
        "CREATE TRIGGER report_snapshot_no_delete BEFORE delete ON report_snapshot "
        "BEGIN SELECT RAISE(ABORT, 'report_snapshot is insert-only'); END",
    ),
    "postgresql": (
        "CREATE FUNCTION report_snapshot_insert_only() RETURNS trigger LANGUAGE plpgsql AS "
        "$$ BEGIN RAISE EXCEPTION 'report_snapshot is insert-only'; END $$",
        "CREATE TRIGGER report_snapshot_insert_only BEFORE UPDATE OR DELETE ON report_snapshot "
        "FOR EACH ROW EXECUTE FUNCTION report_snapshot_insert_only()",
    ),
}

# What came from outside so far, numbered in the order of arrival.
NUMBER_ALL = """
INSERT INTO arrival_number (directive_id, year, number)
SELECT id, {year}, ROW_NUMBER() OVER (
    PARTITION BY {year} ORDER BY received_on, published_at, id
) FROM directive WHERE level <> 'AGENCY'
"""


def upgrade() -> None:
    op.create_table(
        "report_snapshot",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("previous_hash", sa.String(length=64), nullable=False),
        sa.Column("row_hash", sa.String(length=64), nullable=False),
        sa.Column("period", sa.String(length=80), nullable=False),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("until", sa.Date(), nullable=False),
        sa.Column("as_of", sa.Date(), nullable=False),
        sa.Column("edition", sa.Integer(), nullable=False),
        sa.Column("figures", sa.Text(), nullable=False),
        sa.Column("sha256", sa.String(length=64), nullable=False),
        sa.Column("made_at", sa.DateTime(), nullable=False),
        sa.Column("made_by_id", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["made_by_id"], ["staff_member.id"], name=op.f("fk_report_snapshot_made_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_report_snapshot")),
        sa.UniqueConstraint(
            "period",
            "since",
            "until",
            "as_of",
            "edition",
            name=op.f("uq_report_snapshot_period_since_until_as_of_edition"),
        ),
        sa.UniqueConstraint("previous_hash", name=op.f("uq_report_snapshot_previous_hash")),
        sa.UniqueConstraint("row_hash", name=op.f("uq_report_snapshot_row_hash")),
        sqlite_autoincrement=True,
    )
    for statement in GUARDS[op.get_bind().dialect.name]:
        op.execute(statement)
    op.create_table(
        "report_period",
        sa.Column("code", sa.String(length=16), nullable=False),
        sa.Column("first_month", sa.Integer(), nullable=False),
        sa.Column("first_day", sa.Integer(), nullable=False),
        sa.Column("last_month", sa.Integer(), nullable=False),
        sa.Column("last_day", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("code", name=op.f("pk_report_period")),
    )
    op.create_table(
        "arrival_number",
        sa.Column("directive_id", sa.Integer(), nullable=False),
        sa.Column("year", sa.Integer(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["directive_id"], ["directive.id"], name=op.f("fk_arrival_number_directive_id")
        ),
        sa.PrimaryKeyConstraint("directive_id", name=op.f("pk_arrival_number")),
        sa.UniqueConstraint("year", "number", name=op.f("uq_arrival_number_year_number")),
    )
    sqlite = op.get_bind().dialect.name == "sqlite"
    year = "CAST(substr(received_on, 1, 4) AS INTEGER)" if sqlite else YEAR
    op.execute(NUMBER_ALL.format(year=year))


YEAR = "CAST(EXTRACT(YEAR FROM received_on) AS INTEGER)"


def downgrade() -> None:
    op.drop_table("arrival_number")
    op.drop_table("report_period")
    op.drop_table("report_snapshot")
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP FUNCTION report_snapshot_insert_only()")

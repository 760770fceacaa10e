"""The table of decisions, of which the database itself lets no row be changed or deleted."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER decisions_{when} BEFORE {event} ON decisions
BEGIN SELECT RAISE(ABORT, 'the log of decisions only grows'); END
"""
POSTGRESQL = """
CREATE FUNCTION decisions_only_grow() RETURNS trigger LANGUAGE plpgsql AS
$$ BEGIN RAISE EXCEPTION 'the log of decisions only grows'; END $$;
CREATE TRIGGER decisions_unchanged BEFORE UPDATE OR DELETE OR TRUNCATE ON decisions
FOR EACH STATEMENT EXECUTE FUNCTION decisions_only_grow()
"""


def upgrade() -> None:
    """Make the table and what guards it."""
    op.create_table(
        "decisions",
        sa.Column("seq", sa.BigInteger().with_variant(sa.Integer, "sqlite"), primary_key=True, autoincrement=True),
        sa.Column("id", sa.String(32), nullable=False, unique=True),
        sa.Column("report", sa.Text, nullable=False),
        sa.Column("number", sa.Integer, nullable=False),
        sa.Column("row", sa.Text, nullable=False),
        sa.UniqueConstraint("report", "number"),
    )
    if op.get_context().dialect.name == "sqlite":
        op.execute(SQLITE.format(when="changed", event="UPDATE"))
        op.execute(SQLITE.format(when="deleted", event="DELETE"))
    else:
        op.execute(POSTGRESQL)

"""The first schema: settings of the run, files that are graded, and their results."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Make the tables."""
    op.create_table(
        "settings",
        sa.Column("name", sa.String(64), primary_key=True),
        sa.Column("value", sa.Text, nullable=False),
    )
    op.create_table(
        "students",
        sa.Column("student", sa.String(255), primary_key=True),
        sa.Column("user", sa.String(64), nullable=False),
        sa.Column("remarks", sa.JSON, nullable=False),
    )
    op.create_table(
        "files",
        sa.Column("student", sa.String(255), primary_key=True),
        sa.Column("file", sa.String(512), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
    )
    op.create_table(
        "results",
        sa.Column("student", sa.String(255), primary_key=True),
        sa.Column("file", sa.String(512), primary_key=True),
        sa.Column("exercise", sa.String(255), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
        sa.Column("outcome", sa.String(32), nullable=False),
        sa.Column("score", sa.Float, nullable=False),
        sa.Column("max_score", sa.Float, nullable=False),
        sa.Column("report", sa.JSON, nullable=False),
        sa.Column("feedback", sa.Text, nullable=False),
        sa.Column("graded_at", sa.DateTime(timezone=True), nullable=False),
    )


def downgrade() -> None:
    """Drop them."""
    for table in ("results", "files", "students", "settings"):
        op.drop_table(table)

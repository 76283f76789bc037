"""Files may be graded for one exercise alone; students are known to a learning management system; reports are whole.

What was graded before is graded again: its keys were made of something else.
"""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Make the files anew, since their primary key has changed."""
    op.add_column("students", sa.Column("system", sa.String(16), nullable=False, server_default=""))
    op.drop_table("files")
    op.create_table(
        "files",
        sa.Column("student", sa.String(255), primary_key=True),
        sa.Column("file", sa.String(512), primary_key=True),
        sa.Column("scope", sa.String(255), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
    )
    op.drop_column("results", "feedback")


def downgrade() -> None:
    """As before, and nothing graded yet."""
    op.drop_table("files")
    op.create_table(
        "files",
        sa.Column("student", sa.String(255), primary_key=True),
        sa.Column("file", sa.String(512), primary_key=True),
        sa.Column("key", sa.String(64), nullable=False, index=True),
    )
    op.drop_column("students", "system")
    op.add_column("results", sa.Column("feedback", sa.Text, nullable=False, server_default=""))

"""How Alembic reaches a store: over the connection that the store hands it."""

from alembic import context

from grader.classroom.tables import Base

connection = context.config.attributes["connection"]
context.configure(connection=connection, target_metadata=Base.metadata)
with context.begin_transaction():
    context.run_migrations()

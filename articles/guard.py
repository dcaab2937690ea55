"""Where the workbench may fetch from: public web servers, and nothing behind anybody's fence.

Whoever can add an article can name any address. So every address of every hop is taken apart here, its host
is
resolved once, all it resolves to is checked, and the connection goes to what was checked.
"""

import ipaddress
import re
import socket
import threading
from dataclasses import dataclass
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from articles.addresses import host_name

PORTS = frozenset({80, 443, 8000, 8008, 8080, 8443, 8888})
LONGEST = 2000
NAMING = 10.0  # seconds in which a host has to be resolved
# What Python counts as global, or may in an older version, and is no place for a page.
NOT_PUBLIC = tuple(
    ipaddress.ip_network(network)
    for network in (
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12",
        "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "192.168.0.0/16", "198.18.0.0/15",
        "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4",
        "168.63.129.16/32",  # a cloud's own services
        "::/8",  # unspecified, loopback, v4 mapped and compatible
        "64:ff9b::/96", "64:ff9b:1::/48",  # NAT64: an IPv4 address in other clothes
        "100::/64", "2001::/23",  # Teredo, ORCHID, benchmarking
        "2001:db8::/32", "2002::/16",  # documentation; 6to4: an IPv4 address in other clothes
        "3fff::/20", "5f00::/16", "fc00::/7", "fe80::/10", "fec0::/10", "ff00::/8",
    )
)  # fmt: skip
UNSAFE = re.compile(r"[\x00-\x20\x7f\\]")
NUMERIC = re.compile(r"(?:0x[0-9a-f]*|\d+)", re.IGNORECASE)  # a last label that makes a host a number

NO_ADDRESS = _("This is no web address. Copy it whole from the browser: https://…")
NOT_WEB = _("Only http and https addresses can be fetched, and this is “{scheme}:”. Paste the text instead.")
SIGNED = _("The address has a name or a password in it. Take them out, or paste the text instead.")
ODD_HOST = _("“{host}” is no way to write a host. Copy the address whole from the browser.")
ODD_PORT = _("Port {port} is none where pages are published. Paste the text instead.")
NOT_HERE = (
    "{host} is no public web server: it leads into a private network or to a reserved address. "
    "The workbench fetches from the public web only. Paste the text instead."
)
UNKNOWN = _("There is no host {host}: look for a typing error in the address, or paste the text instead.")
NO_NAMES = "{host} could not be looked up just now."


class Forbidden(Exception):
    """An address that is never fetched, with the sentence for the editor."""


class Unknown(Exception):
    """A host that could not be resolved; `is_passing` where it may be another time."""

    def __init__(self, sentence: str, *, is_passing: bool) -> None:
        super().__init__(sentence)
        self.is_passing = is_passing


@dataclass(frozen=True, slots=True)
class Target:
    """An address taken apart and found fit to be fetched, and where to connect for it."""

    address: str
    scheme: str
    host: str
    port: int
    numbers: tuple[
        str, ...
    ]  # the checked addresses of the host; the connection goes to the first that answers
    is_for_tests: bool


def check_address(address: str) -> Target:
    """The target of an address. Raises Forbidden or Unknown."""
    scheme, host, port = split_address(address)
    is_for_tests = _is_for_tests(host, port)
    if port not in PORTS and not is_for_tests:
        raise Forbidden(ODD_PORT.format(port=port))
    numbers = (host,) if is_for_tests else public_numbers(host, port)
    return Target(address, scheme, host, port, numbers, is_for_tests)


def split_address(address: str) -> tuple[str, str, int]:
    """Scheme, host and port of an address that is written as addresses are. Raises Forbidden."""
    if len(address) > LONGEST or UNSAFE.search(address):
        raise Forbidden(NO_ADDRESS)
    try:
        parts = urlsplit(address)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Forbidden(NO_ADDRESS) from None
    if parts.scheme not in ("http", "https"):
        raise Forbidden(NOT_WEB.format(scheme=parts.scheme[:20]) if parts.scheme else NO_ADDRESS)
    if "@" in parts.netloc:
        raise Forbidden(SIGNED)
    if not host:
        raise Forbidden(NO_ADDRESS)
    return parts.scheme, _plain_host(host), port or {"http": 80, "https": 443}[parts.scheme]


def _plain_host(host: str) -> str:
    """The host in the one spelling that is looked up. A number has to be written as numbers are."""
    if ":" in host:
        try:
            return str(ipaddress.IPv6Address(host))
        except ValueError:
            raise Forbidden(ODD_HOST.format(host=host[:80])) from None
    named = host_name(host)
    labels = named.split(".")
    if NUMERIC.fullmatch(labels[-1]):
        try:
            return str(ipaddress.IPv4Address(named))  # refuses short, decimal, octal and hexadecimal ones
        except ValueError:
            raise Forbidden(ODD_HOST.format(host=host[:80])) from None
    is_odd = not named.isascii() or len(named) > 253 or not all(0 < len(label) < 64 for label in labels)
    if is_odd or not re.fullmatch(r"[a-z0-9._-]+", named):
        raise Forbidden(ODD_HOST.format(host=host[:80]))
    return named


def public_numbers(host: str, port: int) -> tuple[str, ...]:
    """What a host resolves to, if all of it is public. Raises Forbidden or Unknown.

    One private address among them is enough to refuse: the next look-up might give that one alone.
    """
    numbers = resolve(host, port)
    if not numbers or not all(is_public(number) for number in numbers):
        raise Forbidden(NOT_HERE.format(host=host))
    return numbers


def is_public(number: str) -> bool:
    """Whether an address of a host is one of the public net.

    >>> [is_public(n) for n in ("8.8.8.8", "10.1.2.3", "169.254.169.254", "::ffff:8.8.8.8", "fe80::1%eth0")]
    [True, False, False, False, False]
    """
    try:
        ip = ipaddress.ip_address(number.partition("%")[0])
    except ValueError:
        return False
    if any(ip.version == network.version and ip in network for network in NOT_PUBLIC):
        return False
    return ip.is_global and not (ip.is_multicast or ip.is_reserved or ip.is_unspecified or ip.is_loopback)


def resolve(host: str, port: int) -> tuple[str, ...]:
    """All addresses of a host, as the system has them. A resolver that hangs is left alone after a while."""
    found: list[tuple[str, ...]] = []
    failed: list[OSError] = []

    def ask() -> None:
        try:
            answers = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
            found.append(tuple(dict.fromkeys(str(answer[4][0]) for answer in answers)))
        except (OSError, UnicodeError) as why:
            failed.append(why if isinstance(why, OSError) else OSError(str(why)))

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(NAMING)
    if found:
        return found[0]
    is_passing = not failed or getattr(failed[0], "errno", None) == socket.EAI_AGAIN
    raise Unknown((NO_NAMES if is_passing else UNKNOWN).format(host=host), is_passing=is_passing)


def _is_for_tests(host: str, port: int) -> bool:
    """Whether it is the one server on this machine that a test setting names. Off in production, whatever it
    says.
    """
    allowed = settings.FETCH_TEST_SERVER
    return bool(allowed) and (settings.DEBUG or settings.TRIAL) and f"{host}:{port}" == allowed

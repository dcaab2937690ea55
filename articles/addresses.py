"""One page has many addresses: which are the same.

What is compared is never fetched or shown; an article keeps the address that it was given.
"""

import hashlib
import re
from urllib.parse import parse_qsl, urlencode, urlsplit

import idna

# Said by who sent the reader, not by who published the page.
TRACKING = re.compile(
    r"""
    utm_\w+ | fbclid | gclid | gclsrc | dclid | gbraid | wbraid | msclkid | twclid | ttclid | yclid | ysclid
    | igshid | igsh | mc_[ce]id | mkt_tok | _ga | _gl | _hs\w+ | hs\w+track\w* | vero_\w+ | oly_\w+
    | s_cid | s_kwcid | ns_\w+ | at_(?:medium|campaign|link|bbc|ptr)\w* | cmpid | cmp | smid | smtyp
    | ref | ref_src | ref_url | referrer | referer | source | src | share | shared | shareid | sharetype
    | partner | ito | ftag | rss | feed(?:name|type) | spm | wt_\w+ | wtmc | xtor | xtref | pk_\w+ | mtm_\w+
    | ocid | cvid | guccounter | guce_\w+ | __twitter_impression | trackingid | via | fb_\w+ | taid
    """,
    re.VERBOSE,
)
AMP = re.compile(r"amp|outputtype|output|mobile|m|print")  # parameters that choose another dress
DRESS = frozenset({"", "1", "true", "amp", "mobile", "html", "yes"})
FIRST_LABEL = re.compile(r"^(?:www\d?|m|mobile|amp|touch|wap)\.(?=[^.]+\.)")
AMP_PATH = re.compile(r"^/amp(?=/)|/amp/?$|\.amp(?=\.html?$|$)|(?<=/)amp\.html$", re.IGNORECASE)
INDEX = re.compile(r"/(?:index|default)\.(?:html?|php|aspx?)$", re.IGNORECASE)
PORTS = {"http": 80, "https": 443}


def canonical_address(address: str) -> str:
    """The address without its clothes: what two addresses of one page have in common. Empty for none.

    >>> canonical_address("http://www.Example.org:80/story/?utm_source=x&b=2&a=1#comments")
    '//example.org/story?a=1&b=2'
    >>> canonical_address("https://m.example.org/amp/story.amp.html")
    '//example.org/story.html'
    >>> canonical_address("https://example.org/story?id=7&output=amp") == canonical_address(
    ...     "https://amp.example.org/story/?id=7&fbclid=abc")
    True
    >>> canonical_address("https://example.org/?p=12")  # here the parameter is the page
    '//example.org/?p=12'
    """
    try:
        parts = urlsplit(address.strip())
        host, port = parts.hostname or "", parts.port
    except ValueError:
        return ""
    if not host:
        return ""
    host = FIRST_LABEL.sub("", host_name(host))
    path = INDEX.sub("/", AMP_PATH.sub("", parts.path)).rstrip("/")
    asked = sorted(pair for pair in parse_qsl(parts.query, keep_blank_values=True) if not _is_clothes(*pair))
    where = host if port in (None, PORTS.get(parts.scheme)) else f"{host}:{port}"
    return f"//{where}{path or '/'}" + (f"?{urlencode(asked)}" if asked else "")


def address_key(address: str) -> str:
    """A canonical address in 64 characters, however long it is."""
    return hashlib.sha256((canonical_address(address) or address.strip()).encode()).hexdigest()


def host_name(host: str) -> str:
    """A host as it is asked for on the net: lower case, no trailing dot, other scripts in their ASCII form.

    >>> host_name("Bücher.example.")
    'xn--bcher-kva.example'
    """
    host = host.rstrip(".").lower()
    try:
        return idna.encode(host, uts46=True).decode() if not host.isascii() else host
    except idna.IDNAError:
        return host


def site_of(address: str) -> str:
    """The host that two addresses share where they are of one site: without www., m., amp."""
    try:
        return FIRST_LABEL.sub("", host_name(urlsplit(address).hostname or ""))
    except ValueError:
        return ""


def _is_clothes(name: str, value: str) -> bool:
    name = name.lower()
    if TRACKING.fullmatch(name):
        return True
    return AMP.fullmatch(name) is not None and value.lower() in DRESS

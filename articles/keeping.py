"""Keeping what was fetched as evidence, and showing it without letting it do anything.

A kept copy is a WARC file, the format of web archives, in Django's storage: each hop with its question, its
headers
and its bytes as they came. Any archive tool opens it.
"""

import hashlib
import io
from datetime import UTC, datetime
from secrets import token_hex
from urllib.parse import urlsplit

import nh3
from django.contrib.auth.models import User
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from warcio.archiveiterator import ArchiveIterator
from warcio.statusandheaders import StatusAndHeaders
from warcio.timeutils import datetime_to_iso_date
from warcio.warcwriter import WARCWriter

from articles.charsets import read_characters
from articles.fetching import Fetched, Hop, unpack, user_agent
from articles.markup import INLINE_DATA
from articles.models import Snapshot

SHOWN = 2_000_000  # characters of a copy that a page shows
NOT_KEPT = frozenset(
    {"transfer-encoding", "connection", "content-length"}
)  # true of the wire, not of the record
TAGS = nh3.ALLOWED_TAGS | {"figure", "figcaption", "section", "main", "time", "picture"} - {
    "img",
    "area",
    "map",
}
SILENCED = {
    "script",
    "style",
    "noscript",
    "template",
    "svg",
    "iframe",
    "object",
    "head",
    "form",
    "button",
    "select",
}


def text_digest(text: str) -> str:
    """By what it is told whether a page says the same; empty for no text."""
    return hashlib.sha256(text.encode()).hexdigest() if text else ""


def keep_copy(fetched: Fetched, *, text: str = "", charset: str = "", by: User | None) -> Snapshot:
    """Keep what was fetched: the file first, then its row, so that no row names a file that is not there."""
    return Snapshot.objects.create(
        address=fetched.address,
        final_address=fetched.final_address,
        status=fetched.status,
        media_type=fetched.media_type,
        charset=charset[:40],
        headers=[[name[:200], value[:2000]] for name, value in fetched.last.headers],
        size=len(fetched.body),
        sha256=fetched.sha256,
        text_sha256=text_digest(text),
        stored_as=_store(_warc_of(fetched), fetched.sha256),
        taken_for=by,
    )


def keep_file(body: bytes, *, name: str, media_type: str, text: str = "", by: User | None) -> Snapshot:
    """Keep a file that somebody gave, as a record of its own in the same format."""
    digest = hashlib.sha256(body).hexdigest()
    output = io.BytesIO()
    writer = _writer(output)
    record = writer.create_warc_record(
        f"urn:sha256:{digest}",
        "resource",
        payload=io.BytesIO(body),
        length=len(body),
        warc_content_type=media_type,
    )
    writer.write_record(record)
    return Snapshot.objects.create(
        address=name,
        media_type=media_type[:100],
        size=len(body),
        sha256=digest,
        text_sha256=text_digest(text),
        stored_as=_store(output.getvalue(), digest),
        taken_for=by,
    )


def body_of(snapshot: Snapshot) -> bytes:
    """The kept bytes, unpacked: what their SHA-256 is of."""
    body = b""
    with default_storage.open(snapshot.stored_as, "rb") as stored:
        for record in ArchiveIterator(stored, no_record_parse=False):
            if record.rec_type == "response":
                packing = record.http_headers.get_header("content-encoding") or ""
                body = unpack(record.raw_stream.read(), packing)
            elif record.rec_type == "resource":
                body = record.raw_stream.read()
    return body


def shown_copy(snapshot: Snapshot) -> str:
    """A kept page as markup that does nothing: no script, no form, no picture, nothing loaded from
    elsewhere.
    """
    said = next((value for name, value in snapshot.headers if name.lower() == "content-type"), "")
    text, _ = read_characters(body_of(snapshot), said)
    markup = INLINE_DATA.sub("", text.replace("\0", ""))[:SHOWN]
    return nh3.clean(
        markup,
        tags=TAGS - {"img"},
        clean_content_tags=SILENCED,
        attributes={
            "a": {"href", "title"},
            "*": {"lang", "dir"},
            "td": {"colspan", "rowspan"},
            "th": {"colspan"},
        },
        url_schemes={"http", "https"},
        url_relative="deny",
        link_rel="noopener noreferrer nofollow",
    )


def _warc_of(fetched: Fetched) -> bytes:
    output = io.BytesIO()
    writer = _writer(output)
    for hop in fetched.hops:
        when = datetime_to_iso_date(hop.at)
        answer = writer.create_warc_record(
            hop.address,
            "response",
            payload=io.BytesIO(hop.packed),
            length=len(hop.packed),
            http_headers=_headers(hop),
            warc_headers_dict={"WARC-Date": when},
        )
        question = writer.create_warc_record(
            hop.address,
            "request",
            http_headers=StatusAndHeaders(
                f"GET {_path(hop.address)} HTTP/1.1", list(hop.asked), is_http_request=True
            ),
            warc_headers_dict={"WARC-Date": when},
        )
        writer.write_request_response_pair(question, answer)
    return output.getvalue()


def _headers(hop: Hop) -> StatusAndHeaders:
    kept = [(name, value) for name, value in hop.headers if name.lower() not in NOT_KEPT]
    kept.append(("Content-Length", str(len(hop.packed))))
    return StatusAndHeaders(f"{hop.status} {hop.reason}".strip(), kept, protocol="HTTP/1.1")


def _writer(output: io.BytesIO) -> WARCWriter:
    writer = WARCWriter(output, gzip=True)
    writer.write_record(writer.create_warcinfo_record("copy.warc.gz", {"software": user_agent()}))
    return writer


def _store(content: bytes, digest: str) -> str:
    """Store a file under a name that says when and what, never one that somebody gave.

    No two have one name: some stores would put the second in place of the first.
    """
    name = f"copies/{datetime.now(UTC):%Y/%m/%d}/{digest[:16]}-{token_hex(6)}.warc.gz"
    return str(default_storage.save(name, ContentFile(content)))


def _path(address: str) -> str:
    parts = urlsplit(address)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")

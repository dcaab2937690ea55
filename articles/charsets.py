"""Bytes to characters: what a page is written in, whatever it or its server says."""

import codecs
import re

from charset_normalizer import from_bytes

BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
SAID_IN_HEADER = re.compile(r"charset\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
SAID_IN_PAGE = re.compile(
    rb"""<meta [^>]{0,200}? charset \s*=\s* ["']?\s* ([\w.:-]+) | <\?xml [^>]{0,100}? encoding \s*=\s* ["']
    ([\w.:-]+)""",
    re.VERBOSE | re.IGNORECASE,
)
HEAD = 4096  # bytes in which a page has to say what it is written in
SAMPLE = 64 * 2**10
# What pages call by a narrower name than they use: what browsers read them as.
WIDER = {
    "iso8859-1": "cp1252", "ascii": "cp1252", "iso8859-9": "cp1254", "tis-620": "cp874", "gb2312": "gb18030",
    "gbk": "gb18030", "shift_jis": "cp932", "euc_kr": "cp949", "iso8859-11": "cp874",
}  # fmt: skip
NO_TEXT = frozenset(
    {"base64_codec", "hex_codec", "rot13", "zlib_codec", "bz2_codec", "quopri_codec", "uu_codec"}
)
GUESSED = """cp1252 cp1250 cp1251 koi8_r cp1253 cp1254 cp1255 cp1256 cp1257 cp874 gb18030 big5 cp932 euc_jp
    cp949""".split()
FEW = 12  # bytes above ASCII on which nothing can be guessed


def read_characters(body: bytes, content_type: str = "") -> tuple[str, str]:
    """The characters of a page, and the name of what they were written in.

    Asked in turn: a byte order mark, the server, the page, the bytes. Who says what the bytes don't bear out
    is not believed.

    >>> read_characters("Größe".encode("latin-1"), "text/html; charset=utf-8")[0]
    'Größe'
    >>> read_characters(b'<meta charset="iso-8859-1">\\x93nine\\x94')
    ('<meta charset="iso-8859-1">“nine”', 'cp1252')
    """
    for mark, name in BOMS:
        if body.startswith(mark):
            return body[len(mark) :].decode(name, "replace"), name
    said = [found[1] for found in [SAID_IN_HEADER.search(content_type)] if found]
    if found := SAID_IN_PAGE.search(body[:HEAD]):
        said.append((found[1] or found[2]).decode("ascii", "replace"))
    for name in filter(None, map(codec_of, [*said, "utf-8"])):
        if (text := _decoded(body, name)) is not None:
            return text, name
    return _guessed(body)


def codec_of(label: str) -> str:
    """Python's name for what a page says it is written in; empty for none that is text."""
    try:
        name = codecs.lookup(label.strip().strip("\"'")).name
    except (LookupError, ValueError):
        return ""
    if name in NO_TEXT or not codecs.lookup(name)._is_text_encoding:  # type: ignore[attr-defined]
        return ""
    if name.startswith(("utf-16", "utf-32", "utf-7", "idna", "punycode", "unicode", "raw")):
        return "utf-8"  # a page that can say so in bytes is not in it
    return WIDER.get(name, name)


def _decoded(body: bytes, name: str) -> str | None:
    text = body.decode(name, "replace")
    broken = text.count("\ufffd")
    # The odd broken byte, cut off or pasted in from elsewhere, changes nothing where all others fit.
    return (
        text if broken * 5 <= len(text) - len(text.encode("ascii", "ignore")) - broken or not broken else None
    )


def _guessed(body: bytes) -> tuple[str, str]:
    sample = body[:SAMPLE]
    is_enough = len(sample.translate(None, bytes(range(128)))) >= FEW
    found = from_bytes(sample, cp_isolation=[*GUESSED]).best() if is_enough else None
    name = codec_of(found.encoding) if found else "cp1252"
    return body.decode(name, "replace"), name

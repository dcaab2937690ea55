"""What a file is, told by its bytes: its name may be a lie."""

import io
import re
import zipfile

PDF, WORD, MAIL, PAGE, TEXT, ARCHIVE, FEED = "pdf", "word", "mail", "page", "text", "archive", "feed"
MEDIA_TYPES = {
    PDF: "application/pdf",
    WORD: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    MAIL: "message/rfc822",
    PAGE: "text/html",
    TEXT: "text/plain",
    ARCHIVE: "application/zip",
}
SAVE_AS = "Save it as PDF, Word (.docx), text or HTML and add that, or paste its text."
NOT_READ = f"This is {{what}}: it is not read. {SAVE_AS}"
OTHERS = (
    (b"{\\rtf", "an RTF file"), (b"\xd0\xcf\x11\xe0", "an old office file (.doc, .xls or .ppt)"),
    (b"\x89PNG", "a picture"), (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"BM", "a picture"),
    (b"II*\0", "a picture"), (b"MM\0*", "a picture"), (b"RIFF", "a picture or a sound"), (b"ID3", "a sound"),
    (b"OggS", "a sound"), (b"\x1f\x8b", "an archive of another kind than .zip"),
    (b"7z\xbc\xaf", "an archive of another kind than .zip"),
    (b"Rar!", "an archive of another kind than .zip"), (b"\x7fELF", "a program"), (b"MZ", "a program"),
    (b"%!PS", "a PostScript file"), (b"SQLite format 3", "a database"),
)  # fmt: skip
INSIDE = (
    ("word/", ""), ("xl/", "a spreadsheet"), ("ppt/", "a presentation"),
    ("content.xml", "an OpenDocument file"),
    ("META-INF/container.xml", "an e-book"), ("Index/Document.iwa", "a Pages file"),
)  # fmt: skip
HEADER = re.compile(
    rb"(?:[!-9;-~]{1,60}:[^\r\n]{0,2000}(?:\r?\n[ \t][^\r\n]{0,2000}){0,50}\r?\n){2,200}\r?\n"
)
MAIL_NAMES = re.compile(
    rb"^(from|to|subject|date|received|message-id|mime-version|return-path):", re.IGNORECASE | re.MULTILINE
)
MARKUP = re.compile(rb"<(?:!doctype\s+html|html|head|body|title|article|main|h1|div|p)[\s>]", re.IGNORECASE)
HEAD = 4096


class Unread(Exception):
    """A file that is not read. The message is the sentence for the editor."""


def format_of(body: bytes) -> str:
    """What a file is: one of the formats that are read. Raises Unread, with what it is instead.

    >>> format_of(b"%PDF-1.7 ..."), format_of(b"<!doctype html><p>Nine"), format_of("Größe".encode())
    ('pdf', 'page', 'text')
    >>> format_of(b"From: a@b.example\\nSubject: Fire\\n\\nNine died."), format_of(b"Note: nine.\\n\\nTen.")
    ('mail', 'text')
    """
    if not body.strip(b"\0 \t\r\n\xef\xbb\xbf"):
        raise Unread("The file is empty.")
    if b"%PDF-" in body[:1024]:
        return PDF
    if body.startswith((b"PK\x03\x04", b"PK\x05\x06")):
        return _packed(body)
    for mark, what in OTHERS:
        if body.startswith(mark) and not (mark in (b"BM", b"MZ") and b"\0" not in body[:HEAD]):
            raise Unread(NOT_READ.format(what=what))
    head = body[:HEAD].lstrip(b"\xef\xbb\xbf \t\r\n")
    if body[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        if head.count(b"\0") > 8 or body[4:8] == b"ftyp":
            raise Unread(NOT_READ.format(what="a film, a sound or another file without text"))
        if _is_mail(body):
            return MAIL
        if head.startswith(b"<") and MARKUP.search(head):
            return PAGE
    return TEXT


def media_type_of(body: bytes) -> str:
    """What a kept copy is said to be. An archive or an office file is not opened for that."""
    if body.startswith(b"PK"):
        return MEDIA_TYPES[ARCHIVE]
    try:
        return MEDIA_TYPES[format_of(body)]
    except Unread:
        return "application/octet-stream"


def _is_mail(body: bytes) -> bool:
    found = HEADER.match(body[: 64 * 2**10])
    return found is not None and len({name.lower() for name in MAIL_NAMES.findall(found.group())}) >= 2


def _packed(body: bytes) -> str:
    try:
        names = zipfile.ZipFile(io.BytesIO(body)).namelist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError):
        raise Unread("The archive is damaged: it can't be opened.") from None
    if "[Content_Types].xml" in names or "mimetype" in names or len(names) > 2:
        for start, what in INSIDE:
            if any(name.startswith(start) for name in names):
                is_office = "[Content_Types].xml" in names or start not in ("word/", "xl/", "ppt/")
                if is_office and not what:
                    return WORD
                if is_office and ("mimetype" in names or "[Content_Types].xml" in names or ".iwa" in start):
                    raise Unread(NOT_READ.format(what=what))
    return ARCHIVE

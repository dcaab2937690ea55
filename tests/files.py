"""Files for tests, made here and now: good ones, and bad manners."""

from __future__ import annotations

import io
import zipfile
from email.message import EmailMessage

from docx import Document
from pypdf import PdfWriter
from pypdf.generic import DecodedStreamObject, DictionaryObject, NameObject

FIRE = "Nine people were killed and 40 were injured when a fire destroyed the old mill in Lindmar on Friday."
POLICE = "Police said on Saturday that two men were held and that the number of dead may still rise."
FONT = {"/Type": "/Font", "/Subtype": "/Type1", "/BaseFont": "/Helvetica"}


def pdf(*pages: list[str], title: str = "", password: str = "") -> bytes:
    """A PDF with these lines on its pages; a page without any is what a scanner makes."""
    writer = PdfWriter()
    for lines in pages:
        page = writer.add_blank_page(595, 842)
        font = DictionaryObject({NameObject(key): NameObject(value) for key, value in FONT.items()})
        fonts = DictionaryObject({NameObject("/F1"): font})
        page[NameObject("/Resources")] = DictionaryObject({NameObject("/Font"): fonts})
        drawn = DecodedStreamObject()
        said = "".join(f"({line}) Tj T*\n" for line in lines)
        drawn.set_data(f"BT /F1 11 Tf 50 790 Td 14 TL\n{said}ET".encode("latin-1"))
        page[NameObject("/Contents")] = writer._add_object(drawn)
    if title:
        writer.add_metadata({"/Title": title})
    if password:
        writer.encrypt(password, algorithm="RC4-128")
    return written(writer)


def pdf_bomb(megabytes: int = 900) -> bytes:
    """A page whose content unpacks to far more than there is memory for."""
    import zlib

    packer, block = zlib.compressobj(9), b" " * 2**20
    first, other = (packer.compress(block) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    checksum = 1
    for _ in range(megabytes):
        checksum = zlib.adler32(block, checksum)
    packed = first + other * (megabytes - 1) + b"\3\0" + checksum.to_bytes(4, "big")
    whole = pdf([FIRE])
    head = b"/Length %d /Filter /FlateDecode" % len(packed)
    start = whole.index(b"stream\n") + 7
    end = whole.index(b"\nendstream")
    length = b"/Length %d" % (end - start)
    return whole[:start].replace(length, head) + packed + whole[end:]


def written(writer: PdfWriter) -> bytes:
    output = io.BytesIO()
    writer.write(output)
    return output.getvalue()


def docx(*paragraphs: str, rows: tuple[tuple[str, ...], ...] = (), title: str = "") -> bytes:
    """A Word file."""
    document = Document()
    document.core_properties.title = title
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    if rows:
        table = document.add_table(len(rows), len(rows[0]))
        for cells, row in zip(table.rows, rows, strict=True):
            for cell, said in zip(cells.cells, row, strict=True):
                cell.text = said
    output = io.BytesIO()
    document.save(output)
    return output.getvalue()


def docx_with(body: bytes) -> bytes:
    """A Word file whose document is these bytes."""
    source, output = zipfile.ZipFile(io.BytesIO(docx(FIRE))), io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name in source.namelist():
            made.writestr(name, body if name == "word/document.xml" else source.read(name))
    return output.getvalue()


def xml_bomb() -> bytes:
    """Entities of entities: a billion laughs."""
    held = ["ha", *(f"&e{n};" * 10 for n in range(9))]
    layers = "".join(f'<!ENTITY e{n} "{said}">' for n, said in enumerate(held))
    head = f'<?xml version="1.0"?><!DOCTYPE w [{layers}]>'
    space = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
    body = "<w:body><w:p><w:r><w:t>&e9;</w:t></w:r></w:p></w:body>"
    return f"{head}<w:document {space}>{body}</w:document>".encode()


def mail(text: str, *, subject: str = "Fire in Lindmar", html: str = "", attached: bytes = b"") -> bytes:
    """A mail."""
    message = EmailMessage()
    message["Subject"], message["From"] = subject, "Press office <press@lindmar.example>"
    message["To"], message["Date"] = "desk@post.example", "Sat, 14 Mar 2026 10:00:00 +0000"
    if text:
        message.set_content(text)
    if html:
        (message.add_alternative if text else message.set_content)(html, subtype="html")
    if attached:
        message.add_attachment(attached, maintype="application", subtype="pdf", filename="plan.pdf")
    return bytes(message)


def deep_mail(depth: int = 2000) -> bytes:
    """A mail in a mail in a mail."""
    head = b"From: a@b.example\nSubject: deep\nMIME-Version: 1.0\n"
    opened = b"".join(
        b'Content-Type: multipart/mixed; boundary="b%d"\n\n--b%d\n' % (n, n) for n in range(depth)
    )
    return head + opened + b"Content-Type: text/plain\n\nNine died.\n"


def archive(files: dict[str, bytes]) -> bytes:
    """A .zip with these files under exactly these names."""
    output = io.BytesIO()
    with zipfile.ZipFile(output, "w", zipfile.ZIP_DEFLATED) as made:
        for name, body in files.items():
            made.writestr(name, body)
    return output.getvalue()


def locked_archive() -> bytes:
    """A .zip that says of its file that it is locked."""
    whole = bytearray(archive({"a.txt": FIRE.encode()}))
    whole[6] |= 1
    whole[whole.index(b"PK\x01\x02") + 8] |= 1
    return bytes(whole)

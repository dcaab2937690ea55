"""A mail: a press release, a newsletter, a page sent by mail."""

from email import message_from_bytes, policy
from email.errors import MessageError
from email.message import EmailMessage
from typing import Any

from articles.formats import Unread
from articles.markup import TooLong, lines_of, tree_of

NO_BODY = "This mail has no text of its own, only attachments. Save those and add them one by one."
TOO_DEEP = "This mail is nested deeper than any real one, and was not read. Paste its text instead."
TOO_LONG = "This mail has more text than any article. Paste the part that matters."
DEEPEST = 30


def read(body: bytes, **_: Any) -> dict[str, Any]:
    """The subject, the day and the text; attachments are counted, not read."""
    mail = message_from_bytes(body, policy=policy.default)
    _look_at_depth(mail)
    text = _text_of(mail)
    title = str(mail.get("subject", "")).strip()
    return {
        "text": f"{title}\n\n{text}" if title and not text.startswith(title) else text,
        "title": title,
        "published_on": _day_of(mail),
        "byline": str(mail.get("from", ""))[:200],
        "attachments": sum(1 for _ in mail.iter_attachments()) if mail.is_multipart() else 0,
    }


def _look_at_depth(mail: EmailMessage) -> None:
    layer, depth = [mail], 0
    while layer:
        if depth > DEEPEST:
            raise Unread(TOO_DEEP)
        layer = [part for held in layer if held.is_multipart() for part in held.get_payload()]
        depth += 1


def _text_of(mail: EmailMessage) -> str:
    for kind in ("plain", "html"):
        part = mail.get_body((kind,))
        if part is None:
            continue
        try:
            said = str(part.get_content())
        except (LookupError, UnicodeError, MessageError):  # a charset that nobody knows
            said = (part.get_payload(decode=True) or b"").decode("utf-8", "replace")
        text = said if kind == "plain" else _lines(said)
        if any(map(str.isalpha, text)):
            return text.strip()
    raise Unread(NO_BODY)


def _lines(markup: str) -> str:
    try:
        tree = tree_of(markup)
    except TooLong:
        raise Unread(TOO_LONG) from None
    return "\n\n".join(lines_of(tree)) if tree is not None else ""


def _day_of(mail: EmailMessage) -> str:
    try:
        moment = mail["date"].datetime if mail["date"] else None
    except (AttributeError, ValueError, OverflowError):
        return ""
    return moment.date().isoformat() if moment else ""

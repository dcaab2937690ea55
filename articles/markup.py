"""What the modules that take pages apart share: a tree, and the words of an element as they are read."""

import re
from collections.abc import Iterator

import lxml.html
from lxml import etree

MOST_CHARACTERS = 6_000_000  # of a page without its inline data; the longest real ones have a tenth
INLINE_DATA = re.compile(r"data:[\w/+.-]{0,60}(?:;[\w=-]{1,40}){0,3},[^\"'\s)>]{200,}", re.IGNORECASE)
SILENT = frozenset(
    {"script", "style", "noscript", "template", "svg", "button", "input", "select", "textarea", "iframe"}
)
BLOCKS = frozenset(
    """address article aside blockquote br dd div dl dt figcaption figure footer h1 h2 h3 h4 h5 h6 header hr
    li main
    nav ol p pre section table td th tr ul""".split()
)
BLANKS = re.compile(r"[ \t\r\n\f\xa0\u200b]+")


class TooLong(Exception):
    """A page with more text than any page has."""


def tree_of(markup: str) -> lxml.html.HtmlElement | None:
    """The tree of a page; None where there is none. Raises TooLong."""
    markup = INLINE_DATA.sub("", markup).replace("\0", "")
    if len(markup) > MOST_CHARACTERS:
        raise TooLong
    markup = re.sub(r"^\s*<\?xml[^>]*\?>", "", markup)  # with one, lxml refuses text that is decoded already
    if not markup.strip():
        return None
    try:
        return lxml.html.document_fromstring(markup)
    except (etree.LxmlError, ValueError, AssertionError):
        return None


def lines_of(element: lxml.html.HtmlElement) -> list[str]:
    """The element's paragraphs as read, each in one line. Goes down without recursion: a page can be nested
    deeper
    than the interpreter is.

    >>> lines_of(lxml.html.fragment_fromstring("<div>Nine<br>died.<p>Two <b>more</b>.</p></div>"))
    ['Nine', 'died.', 'Two more.']
    """
    lines = "".join(_pieces(element)).split("\n")
    return [line for line in (BLANKS.sub(" ", line).strip() for line in lines) if line]


def words_of(element: lxml.html.HtmlElement) -> str:
    """The element's words in one line."""
    return " ".join(lines_of(element))


def _pieces(element: lxml.html.HtmlElement) -> Iterator[str]:
    skipped = None
    for event, node in etree.iterwalk(element, events=("start", "end", "comment", "pi")):
        tag = node.tag if isinstance(node.tag, str) else None
        if event in ("comment", "pi"):
            if skipped is None and node is not element:
                yield node.tail or ""
            continue
        if event == "start":
            if skipped is None and (tag in SILENT or _is_hidden(node)):
                skipped = node
            elif skipped is None:
                yield "\n" if tag in BLOCKS else ""
                yield re.sub(r"\s+", " ", node.text or "")
            continue
        if skipped is node:
            skipped = None
        elif skipped is None:
            yield "\n" if tag in BLOCKS else ""
        if skipped is None and node is not element:
            yield re.sub(r"\s+", " ", node.tail or "")


def _is_hidden(node: lxml.html.HtmlElement) -> bool:
    if node.get("hidden") is not None or node.get("aria-hidden") == "true":
        return True
    return "display:none" in (node.get("style") or "").replace(" ", "").lower()


def drop(element: lxml.html.HtmlElement) -> None:
    """Take an element out of its tree; what follows it stays."""
    if element.getparent() is not None:
        element.drop_tree()

"""From a page to an article: its main text, what is known of it, its pictures' captions and its readers'
comments.

The text is laid out as the reading engine expects a pasted page: headline, captions, body, and the comments
below a
line that counts them. See `claims/extraction/pages.py`.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urljoin, urlsplit

import lxml.html
from trafilatura import bare_extraction
from trafilatura.settings import Document

from articles.addresses import site_of
from articles.comments import take_comments
from articles.markup import drop, tree_of, words_of
from claims.extraction.pages import COMMENTS, PICTURED

CAPTIONS = "//figcaption | //*[contains(@class, 'caption') or contains(@class, 'Caption')]"
ASIDE = """ancestor::aside | ancestor::nav | ancestor::footer | ancestor::a
    | ancestor::*[contains(@class, 'related')]"""
MOST_CAPTIONS, LONGEST_CAPTION = 40, 600
DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)")
ARTICLE_TYPES = re.compile(
    r"(?:News|Blog|Analysis|Opinion|Report|Reportage|Review|Live|Tech)?\w*(?:Article|Posting|Story)"
)
MODIFIED = ("article:modified_time", "og:updated_time", "last-modified", "dateModified", "date_modified")


@dataclass(frozen=True, slots=True)
class Gleaned:
    """What a page gave."""

    title: str
    byline: str
    published_on: date | None
    modified_on: date | None
    publisher: str
    canonical: str  # the page's own word for its address, where it is of the same site
    language: str
    captions: tuple[str, ...]
    paragraphs: tuple[str, ...]
    comments: tuple[tuple[str, ...], ...]
    more_by_script: bool  # comments that a script would bring
    is_paid: bool  # the page says of itself that it is not for everybody

    @property
    def words(self) -> int:
        return sum(len(paragraph.split()) for paragraph in self.paragraphs)

    @property
    def text(self) -> str:
        """The page as the reading engine expects it."""
        parts = [self.title] if self.title else []
        parts += [
            caption if PICTURED.search(caption) else f"Pictured: {caption}" for caption in self.captions
        ]
        parts += self.paragraphs
        if self.comments:
            count = len(self.comments)
            parts += [f"{count} Comment{'s' if count > 1 else ''}"]
            parts += ["\n".join(comment) for comment in self.comments]
        return "\n\n".join(parts)


def glean(markup: str, address: str) -> Gleaned:
    """What a page gives; empty where there is nothing. Raises TooLong."""
    tree = tree_of(markup)
    if tree is None:
        return Gleaned("", "", None, None, "", "", "", (), (), (), False, False)
    stated = _stated(tree)
    canonical, language = _canonical(tree, address), _language(tree)
    modified = _modified(tree, stated)
    comments, more_by_script = take_comments(tree)
    captions = _take_captions(tree)
    _open_layout_tables(tree)
    document = _main_text(tree, address)
    title = _title(tree, document)
    paragraphs = _paragraphs(document, title, captions)
    return Gleaned(
        title=title,
        byline=_line(document and document.author),
        published_on=_day(stated.get("datePublished")) or _day(document and document.date),
        modified_on=modified,
        publisher=_publisher(document, stated, address),
        canonical=canonical,
        language=language,
        captions=tuple(captions),
        paragraphs=tuple(paragraphs),
        comments=tuple(tuple(comment) for comment in comments),
        more_by_script=more_by_script,
        is_paid=str(stated.get("isAccessibleForFree", "")).lower() == "false",
    )


def _main_text(tree: lxml.html.HtmlElement, address: str) -> Document | None:
    try:
        found = bare_extraction(
            tree, url=address, include_comments=False, include_tables=True, with_metadata=True,
            favor_recall=True,
            date_extraction_params={"original_date": True, "extensive_search": False},
        )  # fmt: skip
    except (RecursionError, ValueError):  # a page nested deeper than any is
        return None
    return found if isinstance(found, Document) else None


def _open_layout_tables(tree: lxml.html.HtmlElement) -> None:
    """Old pages are set in tables: one that holds paragraphs is no table of figures, and its cells are
    parts.
    """
    layout = tree.xpath("//table[.//td[count(.//p) > 1 or .//h1]]")
    cells = [
        cell
        for table in layout
        for cell in table.xpath("./tr | ./tbody | ./tr/td | ./tbody/tr | ./tbody/tr/td")
    ]
    for element in (*layout, *cells):
        element.tag = "div"


def _paragraphs(document: Document | None, title: str, captions: list[str]) -> Iterator[str]:
    """The body, a paragraph a line. A line that counts comments would open them for the reading engine."""
    seen_first = False
    for written in (document.text or "").split("\n") if document else ():
        line = _row(written.strip())
        is_again = line in captions or (not seen_first and line == title)
        if line and not is_again and not COMMENTS.fullmatch(line):
            seen_first = True
            yield line


def _row(line: str) -> str:
    """A row of a table as a line that can be read; any other line as it is.

    >>> _row("| St Ann's | 22 | 3 |"), _row("|---|---|"), _row("Nine | ten")
    ("St Ann's: 22, 3", '', 'Nine | ten')
    """
    if not (line.startswith("|") and line.endswith("|")):
        return line
    first, *others = [cell.strip() for cell in line.strip("|").split("|")]
    cells = [cell for cell in others if cell and set(cell) != {"-"}]
    first = "" if set(first) == {"-"} else first
    return ": ".join(part for part in (first, ", ".join(cells)) if part)


def _title(tree: lxml.html.HtmlElement, document: Document | None) -> str:
    headings = [words_of(heading) for heading in tree.xpath("//h1")[:3]]
    said = _line(document and document.title)
    return next((h for h in headings if h and (h in said or said in h)), said or next(iter(headings), ""))[
        :300
    ]


def _publisher(document: Document | None, stated: dict[str, Any], address: str) -> str:
    publisher = stated.get("publisher")
    named = publisher.get("name") if isinstance(publisher, dict) else publisher
    name = _line(named if isinstance(named, str) else "") or _line(document and document.sitename)
    is_host = name.lower() in (site_of(address), urlsplit(address).netloc.lower(), urlsplit(address).hostname)
    return "" if is_host or name.startswith("http") else name.lstrip("@")[:200]


def _take_captions(tree: lxml.html.HtmlElement) -> list[str]:
    """The pictures' captions in their order, taken out of the tree."""
    captions = []
    for element in tree.xpath(CAPTIONS):
        if element.tag in ("caption", "body", "html", "track", "video") or element.xpath(".//p[4] | .//h1"):
            continue
        words = words_of(element)
        if 0 < len(words) <= LONGEST_CAPTION and not element.xpath(ASIDE) and words not in captions:
            captions.append(words)
        if len(words) <= LONGEST_CAPTION:
            drop(element)
    inner = [c for c in captions if not any(c != other and c in other for other in captions)]
    return [caption for caption in inner if len(caption.split()) > 1][:MOST_CAPTIONS]


def _stated(tree: lxml.html.HtmlElement) -> dict[str, Any]:
    """What the page says of its article in JSON-LD."""
    for script in tree.xpath("//script[@type='application/ld+json']")[:20]:
        try:
            data = json.loads(script.text_content()[:1_000_000])
        except (ValueError, RecursionError):
            continue
        for found in _objects(data):
            kind = found.get("@type")
            kinds = kind if isinstance(kind, list) else [kind]
            if any(isinstance(name, str) and ARTICLE_TYPES.fullmatch(name) for name in kinds):
                return found
    return {}


def _objects(data: Any) -> Iterator[dict[str, Any]]:
    rows = data if isinstance(data, list) else [data]
    for row in rows[:50]:
        if isinstance(row, dict):
            yield row
            graph = row.get("@graph")
            yield from (
                (entry for entry in graph[:50] if isinstance(entry, dict)) if isinstance(graph, list) else ()
            )


def _modified(tree: lxml.html.HtmlElement, stated: dict[str, Any]) -> date | None:
    if found := _day(stated.get("dateModified")):
        return found
    for meta in tree.xpath("//meta[@content][@property or @name or @itemprop or @http-equiv]"):
        names = (meta.get(name) or "" for name in ("property", "name", "itemprop"))
        if any(name in MODIFIED for name in names) and (found := _day(meta.get("content"))):
            return found
    return None


def _canonical(tree: lxml.html.HtmlElement, address: str) -> str:
    """The page's own word for its address. One of another site, or a home page, is not believed."""
    links = tree.xpath("//link[contains(concat(' ', @rel, ' '), ' canonical ')]/@href")
    links += tree.xpath("//meta[@property='og:url']/@content")
    for link in links[:4]:
        try:
            whole = urljoin(address, str(link).strip())
            path = urlsplit(whole).path
        except ValueError:
            continue
        is_home = path in ("", "/") and urlsplit(address).path not in ("", "/")
        if whole.startswith(("http://", "https://")) and site_of(whole) == site_of(address) and not is_home:
            return whole[:2000]
    return ""


def _language(tree: lxml.html.HtmlElement) -> str:
    said = tree.get("lang") or tree.get("{http://www.w3.org/XML/1998/namespace}lang") or ""
    return said.strip().lower()[:10]


def _day(said: Any) -> date | None:
    found = DAY.match(said.strip()) if isinstance(said, str) else None
    try:
        return date(*map(int, found.groups())) if found else None
    except ValueError:
        return None


def _line(said: str | None) -> str:
    return " ".join((said or "").split())[:300]

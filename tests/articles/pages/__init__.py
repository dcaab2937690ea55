"""Pages in the style of common publishing systems, made of templates and of stories of our own.

`made_pages()` gives each with what should come out of it again. A system is a template in this folder; how it
marks comments, captions and the body is its own.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from itertools import cycle
from pathlib import Path

from django.template import Context, Engine

from tests.articles.pages.stories import BRUECKE, FLOOD, MILL, SHAHTA, STORIES, STRIKE, USINE, Story

FOLDER = Path(__file__).parent
SYSTEMS = sorted(path.stem for path in FOLDER.glob("[!_]*.html"))
NAMES = ("jo88", "Marga T.", "old salt", "K. Lind", "nobody_special", "Tess")
CHARSETS = {"en": ("utf-8", "windows-1252"), "de": ("iso-8859-1", "utf-8"), "fr": ("windows-1252", "utf-8"),
            "ru": ("windows-1251", "koi8-r", "utf-8")}  # fmt: skip
SAYS_NOTHING, IN_HEADER, IN_PAGE = "says nothing", "in the header", "in the page"


@dataclass(frozen=True)
class MadePage:
    """A page as a server would send it, and the story that it tells."""

    name: str
    story: Story
    body: bytes
    content_type: str


@cache
def _engine() -> Engine:
    return Engine(dirs=[str(FOLDER)], libraries={}, builtins=[])


def made_pages() -> Iterator[MadePage]:
    """Each system with three stories: some ninety pages in six scripts and charsets."""
    stories = cycle(STORIES)
    english = cycle((MILL, FLOOD, STRIKE))
    for number, system in enumerate(SYSTEMS):
        own = {"german": BRUECKE, "french": USINE}.get(system)
        for turn, story in enumerate(
            (own or next(english), next(stories), SHAHTA if number % 4 == 0 else next(english))
        ):
            charsets = CHARSETS[story.language]
            yield make_page(
                system,
                story,
                charsets[(number + turn) % len(charsets)],
                (SAYS_NOTHING, IN_HEADER, IN_PAGE)[turn],
            )


def make_page(system: str, story: Story, charset: str, where: str = IN_HEADER) -> MadePage:
    """One system's page of a story. `where` says who tells of the charset."""
    comments = [{"who": NAMES[n % 6], "text": text} for n, text in enumerate(story.comments)]
    known = {
        "s": story,
        "comments": comments,
        "charset": charset if where == IN_PAGE else "",
        "stated": _stated(story),
    }
    markup = _engine().get_template(f"{system}.html").render(Context(known))
    if where != IN_PAGE:
        markup = markup.replace('<meta charset="">', "")
    said = f"text/html; charset={charset}" if where == IN_HEADER else "text/html"
    body = markup.encode(charset, "xmlcharrefreplace")
    return MadePage(f"{system}, {story.language}, {charset} {where}", story, body, said)


def _stated(story: Story) -> str:
    """What the page says of its article for machines."""
    news = {
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": f"{story.published_on}T08:30:00Z",
        "author": [{"@type": "Person", "name": story.byline}],
        "publisher": {"@type": "Organization", "name": story.publisher},
    }
    return json.dumps({"@context": "https://schema.org", "@graph": [news]})

"""How much of each made page comes out again."""

from collections import Counter
from dataclasses import dataclass

from articles.charsets import read_characters
from articles.gleaning import Gleaned, glean
from tests.articles.pages import MadePage

ADDRESS = "https://press.example/news/story"
MEASURES = ("body", "purity", "title", "date", "byline", "publisher", "captions", "comments", "apart")


@dataclass(frozen=True)
class Score:
    """Shares from 0 to 1: of the body found, of what was found that is body, and so on."""

    page: MadePage
    body: float
    purity: float
    title: float
    date: float
    byline: float
    publisher: float
    captions: float
    comments: float
    apart: float  # no comment in the body, no body among the comments


def score(page: MadePage) -> Score:
    """What of a page comes out again."""
    markup, _ = read_characters(page.body, page.content_type)
    found, story = glean(markup, ADDRESS), page.story
    said = [" ".join(comment) for comment in found.comments]
    return Score(
        page=page,
        body=_share(story.paragraphs, found.paragraphs),
        purity=_purity(found, " ".join(story.paragraphs)),
        title=float(found.title == story.title),
        date=float(found.published_on == story.published_on),
        byline=float(all(name in found.byline for name in story.byline.split() if name != "and")),
        publisher=float(found.publisher == story.publisher),
        captions=_share(story.captions, found.captions),
        comments=_share(story.comments, said)
        if len(said) == len(story.comments)
        else _share(story.comments, said) / 2,
        apart=float(not _mixed(found, story.comments, said, story.paragraphs)),
    )


def _share(wanted: tuple[str, ...], found: object) -> float:
    there = set(found)  # type: ignore[call-overload]
    return sum(line in there for line in wanted) / len(wanted) if wanted else 1.0


def _purity(found: Gleaned, body: str) -> float:
    words, wanted = Counter(" ".join(found.paragraphs).split()), Counter(body.split())
    return (words & wanted).total() / words.total() if words else 0.0


def _mixed(found: Gleaned, comments: tuple[str, ...], said: list[str], paragraphs: tuple[str, ...]) -> bool:
    body = "\n".join(found.paragraphs)
    return any(comment in body for comment in comments) or any(line in "\n".join(said) for line in paragraphs)


def mean(scores: list[Score], measure: str) -> float:
    """Over all pages."""
    return sum(getattr(score, measure) for score in scores) / len(scores)

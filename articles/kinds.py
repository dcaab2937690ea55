"""How each kind of thing is taken in: the row of an intake in, what it holds out.

To add a kind, write a function like `take_address` and name it in `READERS`. It tells where it is with
`step`, which
moves the row's state and progress for the editor who waits, and raises `NotTaken` with a sentence where
there is
nothing to be had. It writes no row but its kept copy; `intake.py` does the rest.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.conf import settings

from articles.charsets import read_characters
from articles.confined import Member, read_confined
from articles.faults import NotTaken
from articles.fetching import Fetched, fetch
from articles.gleaning import Gleaned, glean
from articles.keeping import body_of, keep_copy, text_digest
from articles.markup import TooLong
from articles.models import Intake, Snapshot
from articles.obstacles import TOO_LONG, Obstacle, look_at_answer, look_at_page

State = Intake.State
NOT_KEPT = "The file itself was not kept, for the reason given before. Add it again, mended."
Step = Callable[[str, int], None]  # the state, and how far it is per cent


@dataclass(frozen=True, slots=True)
class Taken:
    """What a thing that was taken in holds."""

    text: str
    title: str = ""
    publisher: str = ""
    published_on: date | None = None
    address: str = ""  # the one to show; empty where it has none
    addresses: tuple[str, ...] = ()  # all under which it is to be found
    known: Mapping[str, Any] = field(default_factory=dict)  # what else: byline, language, counts
    snapshot: Snapshot | None = None
    members: tuple[Member, ...] = ()  # of an archive: files to be taken in one by one


def take(intake: Intake, step: Step) -> Taken:
    """Take in what an intake asks for. Raises NotTaken."""
    return READERS[Intake.Kind(intake.kind)](intake, step)


def take_address(intake: Intake, step: Step) -> Taken:
    """Fetch a page and find its article."""
    step(State.FETCHING, 10)
    last = _last_copy(intake)
    fetched = fetch(intake.what, conditions=conditions_of(last.snapshot) if last else {})
    if last and fetched.status == 304:
        return Taken(text=last.version.text, snapshot=last.snapshot)
    step(State.READING_OUT, 60)
    look_at_answer(fetched)
    markup, charset = read_characters(fetched.body, fetched.last.header("content-type"))
    gleaned = glean_page(fetched, markup)
    step(State.READING_OUT, 85)
    text = gleaned.text
    is_kept = last is not None and last.snapshot.text_sha256 == text_digest(text)  # but for its furniture
    snapshot = (
        last.snapshot if is_kept else keep_copy(fetched, text=text, charset=charset, by=intake.requested_by)
    )
    return Taken(
        text=text,
        title=gleaned.title,
        publisher=gleaned.publisher,
        published_on=gleaned.published_on,
        address=gleaned.canonical or fetched.final_address,
        addresses=(fetched.address, fetched.final_address, gleaned.canonical),
        known=known_of(gleaned),
        snapshot=snapshot,
    )


def _last_copy(intake: Intake) -> Intake | None:
    """What a check by itself compares with; a person who fetches a page again gets the whole of it."""
    if "recheck" not in intake.known or intake.again_id is None:
        return None
    return Intake.objects.kept_of(intake.again_id).first()


def conditions_of(snapshot: Snapshot) -> dict[str, str]:
    """What a conditional request says: what we have already."""
    said = {name.lower(): value for name, value in snapshot.headers}
    wanted = {"If-None-Match": said.get("etag", ""), "If-Modified-Since": said.get("last-modified", "")}
    return {name: value for name, value in wanted.items() if value}


def glean_page(fetched: Fetched, markup: str) -> Gleaned:
    """The article of a page. Raises Obstacle, with what is known all the same, where it has none."""
    if fetched.media_type == "text/plain":
        paragraphs = tuple(line.strip() for line in markup.split("\n") if line.strip())
        return Gleaned("", "", None, None, "", "", "", (), paragraphs, (), False, False)
    try:
        gleaned = glean(markup, fetched.final_address)
    except TooLong:
        raise Obstacle(TOO_LONG) from None
    try:
        look_at_page(fetched, markup, gleaned)
    except Obstacle as why:
        why.known = known_of(gleaned) | {
            "title": gleaned.title,
            "publisher": gleaned.publisher,
            "published_on": gleaned.published_on.isoformat() if gleaned.published_on else "",
        }
        raise
    return gleaned


def known_of(gleaned: Gleaned) -> dict[str, Any]:
    """What a page gave besides the text, the title, the day and the publisher."""
    known = {
        "byline": gleaned.byline,
        "modified_on": gleaned.modified_on.isoformat() if gleaned.modified_on else "",
        "language": gleaned.language,
        "captions": len(gleaned.captions),
        "comments": len(gleaned.comments),
        "comments_by_script": gleaned.more_by_script,
    }
    return {name: value for name, value in known.items() if value}


def take_file(intake: Intake, step: Step) -> Taken:
    """Read a file that somebody gave; its bytes were kept when it came."""
    if intake.snapshot is None:
        raise NotTaken(NOT_KEPT, is_refused=True)
    step(State.READING_OUT, 20)
    body = body_of(intake.snapshot)
    found, members = read_confined(
        "file", body, most=settings.FILE_MOST_BYTES, is_inside=intake.part_of_id is not None
    )
    step(State.READING_OUT, 85)
    told = ("byline", "language", "captions", "comments", "comments_by_script", "attachments", "pages")
    return Taken(
        text=found.get("text", ""),
        title=found.get("title", ""),
        publisher=found.get("publisher", ""),
        published_on=day_of(found.get("published_on", "")),
        known={name: found[name] for name in told if found.get(name)},
        snapshot=intake.snapshot,
        members=tuple(members),
    )


def day_of(said: str) -> date | None:
    """An ISO day; None for anything else."""
    try:
        return date.fromisoformat(said)
    except ValueError:
        return None


READERS: dict[Intake.Kind, Callable[[Intake, Step], Taken]] = {
    Intake.Kind.ADDRESS: take_address,
    Intake.Kind.FEED_ITEM: take_address,
    Intake.Kind.FILE: take_file,
}

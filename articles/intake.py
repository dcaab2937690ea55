"""Taking things in: asking for it, doing it step by step, saying how it ended.

Done twice, it is done once. A fault that may pass sets the time of the next attempt; what is final is said
at once.
"""

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.db import connection, transaction
from django.utils import timezone

from articles import services
from articles.addresses import address_key
from articles.differences import STRANGE, likeness
from articles.faults import NotTaken, delay_after
from articles.formats import media_type_of
from articles.keeping import keep_file
from articles.kinds import Taken, day_of, take
from articles.models import Article, Intake, Snapshot, Version
from articles.rechecking import follow_check, start_checking

State, Outcome, Kind = Intake.State, Intake.Outcome, Intake.Kind
MOST_ATTEMPTS = 8
TAKING_LOCK = 0x66630002  # the first key of its advisory locks; the second is the intake's
INTERRUPTED = (
    "The worker was interrupted again and again at this. Paste the text instead, and tell your admin."
)
NO_WORDS = "There are no words in it: nothing that could be read. Paste the text instead."
TOO_LONG = "Its text is {length:,} characters long; the limit is {limit:,}. Paste it in parts."
NO_FILE = "The file is empty: nothing is in it."
TOO_LARGE = "The file is larger than {limit} megabytes. Add the part that matters, or paste its text."
STRANGER = (
    "Another text stands at this address now: hardly a word is the same. If it is the same article all the "
    "same, paste it as a newer version; if it is another, add its text as a new article."
)
WILL_TRY = "{why} It will be tried again by itself."
GAVE_UP = "{why} It was tried {attempts} times. Try again later, or paste the text instead."

HandOn = Callable[[Version, User], object]


class BeingTaken(Exception):
    """Another worker is at it, and alive."""


@transaction.atomic
def request_intake(
    kind: str,
    what: str,
    *,
    key: str = "",
    known: Mapping[str, Any] | None = None,
    again: Article | None = None,
    by: User,
) -> Intake:
    """Have a thing taken in. What is waiting or under way already is meant; an address that is known is done
    at
    once.

    `key` says what counts as the same thing: of an address it is made here, of a file it is the SHA-256.
    `known` is
    what is known beforehand (title, publisher, published_on as ISO day), for what the thing itself does not
    say.
    """
    what = what.strip()
    is_address = kind in (Kind.ADDRESS, Kind.FEED_ITEM)
    key = key or (address_key(what) if is_address else hashlib.sha256(what.encode()).hexdigest())
    there = None if again or not is_address else Article.objects.known_by(key).first()
    if there is not None:
        return _known_at_once(kind, what, key, there, by)
    intake, _ = Intake.objects.unfinished().get_or_create(
        key=key,
        defaults={
            "kind": kind, "what": what, "known": dict(known or {}), "again": again, "requested_by": by,
            "queued_at": timezone.now(),
        },
    )  # fmt: skip
    return intake


@transaction.atomic
def request_file(body: bytes, *, name: str, part_of: Intake | None = None, by: User) -> Intake:
    """Have a file taken in. Its bytes are kept at once, as they came; the same file once.

    One that is empty or too large is on the list with the reason, and stops no other.
    """
    name = file_name(name)
    key = hashlib.sha256(b"file:" + hashlib.sha256(body).digest()).hexdigest()
    row = request_intake(Kind.FILE, name, key=key, by=by)
    if row.snapshot_id or row.attempts:
        return row  # waiting already
    row.part_of = part_of
    if not body:
        return _end(row, State.REFUSED, NO_FILE)
    row.snapshot = _copy_of(body, name, by)
    row.save()
    return row


@transaction.atomic
def refuse_large_file(name: str, *, size: int, by: User) -> Intake:
    """Put a file on the list that is too large to be taken in, with the reason."""
    name = file_name(name)
    row = request_intake(Kind.FILE, name, key=hashlib.sha256(f"{size} {name}".encode()).hexdigest(), by=by)
    return _end(row, State.REFUSED, TOO_LARGE.format(limit=settings.FILE_MOST_BYTES // 2**20))


def file_name(said: str) -> str:
    """What a file is called on the list, whatever folder its name leads to.

    >>> file_name("../../etc/pass\\x00wd"), file_name("C:\\\\Desk\\\\fire.pdf"), file_name("..")
    ('passwd', 'fire.pdf', 'file')
    """
    name = (
        services.clean_text(said.replace("\0", "").replace("\\", "/")).replace("\n", " ").rpartition("/")[2]
    )
    return name.strip(" .")[:200] or "file"


def _copy_of(body: bytes, name: str, by: User) -> Snapshot:
    """The kept copy of these bytes under this name; made where there is none."""
    digest = hashlib.sha256(body).hexdigest()
    there = Snapshot.objects.filter(sha256=digest, address=name, status__isnull=True).first()
    return there or keep_file(body, name=name, media_type=media_type_of(body), by=by)


def _known_at_once(kind: str, what: str, key: str, there: Article, by: User) -> Intake:
    now = timezone.now()
    return Intake.objects.create(
        kind=kind, what=what, key=key, state=State.DONE, progress=100, outcome=Outcome.KNOWN_ADDRESS,
        version=there.versions.first(), requested_by=by, queued_at=now, finished_at=now,
    )  # fmt: skip


def perform_intake(pk: int, *, hand_on: HandOn) -> Intake:
    """Do what an intake asks for. Called twice, it is done once; a second worker is kept off by BeingTaken.

    `hand_on` is called with each new version in the transaction that stores it, so that none is left unread.
    """
    with _taking_lock(pk) as is_ours:
        if not is_ours:
            raise BeingTaken(pk)
        intake = _start(pk)
        if intake.state != State.FETCHING:
            return intake
        try:
            return _settle(intake, _checked(take(intake, _steps_of(pk))), hand_on)
        except NotTaken as why:
            return _stop(pk, why)


@contextmanager
def _taking_lock(pk: int) -> Iterator[bool]:
    """PostgreSQL's own lock on one intake, and whether we got it; it goes with the connection if the worker
    dies.
    """
    keys = (TAKING_LOCK, pk % 2**31)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", keys)
        is_ours = bool(cursor.fetchone()[0])
    try:
        yield is_ours
    finally:
        if is_ours and connection.connection is not None and connection.is_usable():
            with connection.cursor() as cursor:
                cursor.execute("SELECT pg_advisory_unlock(%s, %s)", keys)


@transaction.atomic
def _start(pk: int) -> Intake:
    rows = Intake.objects.select_for_update(of=["self"]).select_related("requested_by", "again")
    intake = rows.get(pk=pk)
    is_early = intake.retry_at is not None and intake.retry_at > timezone.now()
    if intake.is_finished or is_early:
        return intake
    intake.attempts += 1
    if intake.attempts > MOST_ATTEMPTS:
        return _end(intake, State.FAILED, INTERRUPTED)
    intake.state, intake.progress, intake.error, intake.retry_at = State.FETCHING, 5, "", None
    intake.started_at = timezone.now()
    intake.save()
    return intake


def _steps_of(pk: int) -> Callable[[str, int], None]:
    def step(state: str, progress: int) -> None:
        Intake.objects.unfinished().filter(pk=pk).update(state=state, progress=progress)

    return step


def _checked(taken: Taken) -> Taken:
    """What was taken, if it is a text that can be read. Raises NotTaken."""
    limit = settings.MAX_ARTICLE_CHARACTERS
    if taken.members:
        return taken
    if not any(map(str.isalpha, taken.text)):
        raise NotTaken(NO_WORDS)
    if len(taken.text) > limit:
        raise NotTaken(TOO_LONG.format(length=len(taken.text), limit=limit))
    return taken


@transaction.atomic
def _settle(intake: Intake, taken: Taken, hand_on: HandOn) -> Intake:
    """Store what was taken in, or find that it is here."""
    intake = (
        Intake.objects.select_for_update(of=["self"])
        .select_related("requested_by", "again")
        .get(pk=intake.pk)
    )
    if intake.is_finished:
        return intake
    if taken.members:
        return _unpack(intake, taken)
    version, outcome = _place_of(intake, taken)
    if outcome in (Outcome.NEW, Outcome.CHANGED):
        hand_on(version, intake.requested_by)
    services.know_addresses(version.article, *taken.addresses)
    if outcome == Outcome.NEW and version.article.address and intake.kind != Kind.FILE:
        start_checking(version.article)
    intake.version, intake.outcome, intake.snapshot = version, outcome, taken.snapshot
    intake.known = {**intake.known, **taken.known}
    return _end(intake, State.DONE)


def _unpack(intake: Intake, taken: Taken) -> Intake:
    """Have each file of an archive taken in by itself."""
    limit = settings.FILE_MOST_BYTES
    for member in taken.members:
        if member.is_too_large:
            refuse_large_file(member.name, size=limit + 1, by=intake.requested_by)
        else:
            request_file(member.body, name=member.name, part_of=intake, by=intake.requested_by)
    intake.outcome = Outcome.UNPACKED
    return _end(intake, State.DONE)


def _place_of(intake: Intake, taken: Taken) -> tuple[Version, str]:
    """The version that has what was taken, stored if it is not here, and how it came to be it."""
    known = intake.known
    try:
        if intake.again is not None:
            _refuse_stranger(intake.again, taken)
            return services.add_version(
                intake.again, text=taken.text, by=intake.requested_by
            ), Outcome.CHANGED
        keys = [address_key(address) for address in taken.addresses if address]
        there = Article.objects.known_by(*keys).first()
        if there is not None:
            return there.versions.first(), Outcome.KNOWN_ADDRESS
        version = services.add_article(
            text=taken.text,
            title=taken.title or known.get("title", ""),
            publisher=taken.publisher or known.get("publisher", ""),
            published_on=taken.published_on or day_of(known.get("published_on", "")),
            address=taken.address[:2000],
            by=intake.requested_by,
        )
    except services.AlreadyHere as found:
        is_own = found.article == intake.again
        return found.version, Outcome.UNCHANGED if is_own else Outcome.KNOWN_TEXT
    return version, Outcome.NEW


def _refuse_stranger(article: Article, taken: Taken) -> None:
    """Ask whether it is the same article where hardly a word of it is. Raises NotTaken."""
    newest = article.versions.first()
    if newest is not None and likeness(newest.text, taken.text) < STRANGE:
        raise NotTaken(STRANGER, is_refused=True, known={"title": taken.title, "is_stranger": "yes"})


@transaction.atomic
def _stop(pk: int, why: NotTaken) -> Intake:
    """Say why it could not be taken in, and when it will be tried again, if that is worth it."""
    intake = Intake.objects.select_for_update().get(pk=pk)
    if intake.is_finished:
        return intake
    intake.known = {**why.known, **intake.known}
    delay = delay_after(intake.attempts, asked=why.wait) if why.is_passing else None
    if delay is None:
        said = GAVE_UP.format(why=why, attempts=intake.attempts) if why.is_passing else str(why)
        return _end(intake, State.REFUSED if why.is_refused else State.FAILED, said)
    intake.state, intake.progress, intake.error = State.WAITING, 0, WILL_TRY.format(why=why)
    intake.retry_at = timezone.now() + delay
    intake.save()
    return intake


def _end(intake: Intake, state: str, error: str = "") -> Intake:
    intake.state, intake.error, intake.progress, intake.retry_at = state, error, 100, None
    intake.finished_at = timezone.now()
    if "recheck" in intake.known and intake.outcome != Outcome.CHANGED:
        intake.dismissed_at = intake.finished_at  # the article's page tells it; on the list it is no news
    intake.save()
    if intake.again_id:
        follow_check(intake)
    return intake


@transaction.atomic
def fail_intake(pk: int, *, error: str) -> Intake:
    """Say that an intake failed and why, in a sentence for the editor."""
    intake = Intake.objects.select_for_update().get(pk=pk)
    return intake if intake.is_finished else _end(intake, State.FAILED, error)


@transaction.atomic
def try_again(intake: Intake) -> Intake:
    """Have what failed, or waits for its next attempt, tried anew, now."""
    intake = Intake.objects.select_for_update().get(pk=intake.pk)
    if intake.state == State.DONE:
        return intake
    other = Intake.objects.unfinished().filter(key=intake.key).exclude(pk=intake.pk).first()
    if other is not None:
        return other
    intake.state, intake.progress, intake.attempts, intake.error = State.WAITING, 0, 0, ""
    intake.retry_at = intake.finished_at = intake.dismissed_at = None
    intake.queued_at = timezone.now()
    intake.save()
    return intake


def dismiss_intake(intake: Intake, *, is_dismissed: bool = True) -> None:
    """Take an intake off the list, or put it back. What came of it stays."""
    moment = timezone.now() if is_dismissed else None
    Intake.objects.filter(pk=intake.pk).update(dismissed_at=moment)


@transaction.atomic
def end_by_hand(pk: int, *, version: Version) -> None:
    """Somebody pasted what could not be taken in: the intake became this version."""
    intake = Intake.objects.select_for_update().filter(pk=pk).first()
    if intake is not None and intake.state != State.DONE:
        intake.version, intake.outcome = version, Outcome.NEW
        services.know_addresses(version.article, *([intake.what] if intake.kind == Kind.ADDRESS else []))
        _end(intake, State.DONE)


def lost_intakes(*, older_than: timedelta) -> list[int]:
    """The intakes that no worker has heard of, or whose time to be tried again has come.

    They count as queued anew from this moment, so that a long backlog is not queued over and over.
    """
    now = timezone.now()
    lost = []
    for pk in Intake.objects.due_and_queued_before(now - older_than).values_list("pk", flat=True):
        with _taking_lock(pk) as is_free:
            if is_free:
                Intake.objects.unfinished().filter(pk=pk).update(queued_at=now, retry_at=None)
                lost.append(pk)
    return lost

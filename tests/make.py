"""Rows for tests: `make.editor()`, `make.version("text")`, `make.claim("text")`, `make.dispute(3, 6)`."""

from datetime import date, datetime, timedelta
from itertools import count

from django.contrib.auth.models import Group, User
from django.db import transaction
from django.utils import timezone

from articles.models import Version
from articles.services import add_article
from claims.extraction import records
from claims.models import Attribution, Claim, Dispute, Extraction, Figure
from claims.outlining import outline_disputes
from claims.placing import refresh_disputes
from claims.services import perform_extraction, record_reading, request_extraction
from sources.models import Source
from sources.services import meet_sources
from verdicts.desk import Work

numbers = count(1)


def user(role: str | None, **fields: object) -> User:
    """Somebody with a role of the desk, or with none."""
    made = User.objects.create_user(
        f"{role or 'guest'}-{next(numbers)}", password="long enough a word", **fields
    )
    if role:
        made.groups.add(Group.objects.get(name=role))
    return made


def reader() -> User:
    return user("reader")


def editor() -> User:
    return user("editor")


def chief() -> User:
    return user("chief")


def admin() -> User:
    return user("admin", is_staff=True)


def source(name: str = "", kind: str = "government") -> Source:
    name = name or f"Ministry {next(numbers)}"
    return meet_sources({name: kind})[name]


def version(text: str = "", *, publisher: str = "", published_on: date | None = None) -> Version:
    """A stored article that no worker has read yet."""
    text = text or f"Nothing of note happened in village {next(numbers)}."
    return add_article(text=text, publisher=publisher, published_on=published_on, by=editor())


def read(text: str, **about: object) -> Version:
    """An article read by the real engine, here and now."""
    made = version(text, **about)
    perform_extraction(request_extraction(made, by=None).pk)
    return made


def read_again(made: Version) -> None:
    """The same version read once more by the real engine."""
    perform_extraction(request_extraction(made, by=None).pk)


def extraction(made: Version | None = None, **fields: object) -> Extraction:
    """A reading that is asked for."""
    row = request_extraction(made or version(), by=None)
    Extraction.objects.filter(pk=row.pk).update(**fields)
    row.refresh_from_db()
    return row


def figure_record(
    text: str, value: float, *, start: int = 0, number: int = 1, **fields: object
) -> records.Figure:
    """A figure as an engine would give it: so many soldiers killed, exactly, unless told otherwise."""
    exact: dict[str, object] = {
        "id": f"f{number}", "start": start, "end": start + len(text), "text": text,
        "relation": records.Relation.EXACTLY, "value": value, "low": value, "high": value,
        "dimension": records.Dimension.COUNT, "unit": "soldier", "measure": "soldiers killed",
        "event": "kill", "place": "Kursk",
    }  # fmt: skip
    return records.Figure.from_json(exact | fields)


def reading(
    made: Version, figures: list[records.Figure], attributions: list[records.Attribution] = ()
) -> None:  # type: ignore[assignment]
    """Record a reading with exactly these figures, in one claim that is the whole text."""
    claim = records.Claim(
        "c1", 0, len(made.text), made.text, records.Section.BODY, records.ClaimKind.QUANTITY, True, 0.9,
        tuple(a.id for a in attributions), tuple(f.id for f in figures),
    )  # fmt: skip
    record_reading(
        extraction(made),
        records.Reading(made.text, "en", None, (claim,), tuple(figures), tuple(attributions)),
    )


def claim(text: str = "") -> Claim:
    """A claim of an article of its own."""
    text = text or f"Village {next(numbers)} has no doctor."
    made = version(text)
    row = Claim(version=made, fingerprint=f"made {next(numbers)}", start=0, end=len(text), text=text)
    row.section, row.kind, row.checkable, row.worthiness = "body", "event", True, 0.5
    row.save()
    return row


def figure(
    value: float = 9, *, text: str = "", said_by: str = "", dispute: Dispute | None = None, **fields: object
) -> Figure:
    """A figure of an article of its own, said by a source if one is named."""
    text = text or f"{value:,.0f}"
    owner = claim(f"Officials say {text} soldiers were killed, report {next(numbers)} has it.")
    record = figure_record(text, value, start=owner.text.index(text), **fields)
    row = Figure(version=owner.version, claim=owner, fingerprint=f"made {next(numbers)}", dispute=dispute)
    for name in (
        "start",
        "end",
        "text",
        "relation",
        "value",
        "low",
        "high",
        "dimension",
        "unit",
        "direction",
    ):
        setattr(row, name, getattr(record, name))
    row.record = {name: getattr(record, name) for name in record.__dataclass_fields__}
    row.save()
    if said_by:
        attribution(row, said_by)
    if dispute is not None:
        outline_disputes([dispute.pk])
    return row


def refreshed(made: Dispute) -> Dispute:
    """A dispute after the worker has computed what it says."""
    with transaction.atomic():
        refresh_disputes([made.pk])
    made.refresh_from_db()
    return made


def attribution(row: Figure, name: str, *, cue: str = "said", role: str = "originator") -> Attribution:
    """Tie a source to a figure and its claim."""
    made = Attribution.objects.create(
        version=row.version, fingerprint=f"made {next(numbers)}", start=0, end=len(name), text=name,
        source=source(name), source_name=name, cue=cue, manner="indirect", kind="government", role=role,
    )  # fmt: skip
    made.figures.add(row)
    made.claims.add(row.claim)
    return made


def dispute(
    *values: float, question: str = "How many soldiers were killed?", status: str = "conflict"
) -> Dispute:
    """A question with a figure, of an article and a source of its own, for each value."""
    made = Dispute.objects.create(
        question=question, status=status, low=min(values, default=None), high=max(values, default=None)
    )
    for value in values:
        figure(value, said_by=f"Ministry {next(numbers)}", dispute=made)
    outline_disputes([made.pk])
    return made


def long_ago() -> datetime:
    """A moment before any time-out."""
    return timezone.now() - timedelta(hours=3)


def work(text: str = "", *, rank: float = 0, **fields: object) -> Work:
    """A claim in the queue; of a higher rank the earlier it comes."""
    made = Work(claim=claim(text), worth=0.5, came_at=timezone.now(), rank=rank)
    for name, value in fields.items():
        setattr(made, name, value)
    made.save()
    return made

"""The records that a reading is made of, and every enumeration of the project.

Field names are those of the extraction contract (`contract.py` turns records to and from its JSON). All
records are frozen. Offsets count Unicode code points into the document's text, the end exclusive:
``text[start:end]`` is the record's ``text``. Values are plain numbers in the unit that ``unit`` names (``9``
with unit ``soldier``, ``3.5e9`` with unit ``USD``, ``66.67`` with unit ``percent``)."""

from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, fields
from enum import StrEnum
from typing import Any


class Section(StrEnum):
    """Where in the page a sentence stands."""

    HEADLINE = "headline"
    CAPTION = "caption"
    BODY = "body"
    COMMENT = "comment"
    BOILERPLATE = "boilerplate"  # credits, datelines, widgets: never becomes a claim


class ClaimKind(StrEnum):
    """What a claim does."""

    QUANTITY = "quantity"
    EVENT = "event"
    QUOTE = "quote"
    COMPARISON = "comparison"
    PREDICTION = "prediction"
    OPINION = "opinion"
    QUESTION = "question"
    OTHER = "other"


class Relation(StrEnum):
    """How the written number bounds the quantity."""

    EXACTLY = "="
    ABOUT = "~"
    MORE_THAN = ">"
    AT_LEAST = ">="
    LESS_THAN = "<"
    AT_MOST = "<="
    RANGE = "range"


class Dimension(StrEnum):
    """What sort of quantity a figure is."""

    COUNT = "count"
    MONEY = "money"
    PERCENT = "percent"
    RATIO = "ratio"
    DURATION = "duration"
    LENGTH = "length"
    AREA = "area"
    MASS = "mass"
    VOLUME = "volume"
    TEMPERATURE = "temperature"
    SPEED = "speed"
    ENERGY = "energy"
    POWER = "power"
    RATE = "rate"
    AGE = "age"
    OTHER = "other"


class Direction(StrEnum):
    """Which way a figure that is a change goes. The value itself is never negative for it."""

    RISE = "rise"
    FALL = "fall"


class Manner(StrEnum):
    """Whether the source's own words are given."""

    DIRECT = "direct"
    INDIRECT = "indirect"


class Role(StrEnum):
    """The part a source plays in an attribution."""

    ORIGINATOR = "originator"  # the figure is theirs
    JOINT = "joint"  # one of several named together
    RELAYER = "relayer"  # passes on what another said


class SourceKind(StrEnum):
    """What a source is."""

    GOVERNMENT = "government"
    MILITARY = "military"
    MEDIA = "media"
    NGO = "ngo"
    ACADEMIC = "academic"
    COMPANY = "company"
    PERSON = "person"
    ANONYMOUS = "anonymous"
    READER = "reader"
    OTHER = "other"


class Status(StrEnum):
    """What the figures of a dispute say together."""

    AGREE = "agree"
    CONFLICT = "conflict"
    DEFINITION = "definition"


class Outcome(StrEnum):
    """How two figures of a dispute stand to each other."""

    SAME = "same"
    COMPATIBLE = "compatible"
    CONFLICTING = "conflicting"
    PART_OF = "part of"
    NOT_COMPARABLE = "not comparable"


class Because(StrEnum):
    """Why two figures can't be compared, or why two that differ are compatible."""

    MEASURE = "measure"
    POPULATION = "population"
    PERIOD = "period"
    PLACE = "place"
    UNIT = "unit"
    ROUNDING = "rounding"
    OVERLAP = "overlap"
    BOUND = "bound"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is said to have said it, and the words that tie them to it."""

    id: str
    start: int  # the source as written
    end: int
    text: str
    source: str  # the name it stands for: for "he", the person
    cue: str  # "said", "according to"; "" for a reader's own voice
    manner: Manner
    kind: SourceKind
    role: Role


# The fields of a figure that hold several words; JSON gives them back as lists.
TUPLES = ("terms", "attributions", "about", "near", "basis", "stated", "sentence", "before", "cues", "voices")


@dataclass(frozen=True, slots=True)
class Figure:
    """A quantity that somebody could check, as written and as read."""

    id: str
    start: int
    end: int
    text: str
    relation: Relation
    value: float | None
    low: float | None
    high: float | None
    dimension: Dimension
    unit: str
    direction: Direction | None
    measure: str  # in plain words, what is measured
    subject: str | None  # who did it, or whose it is
    event: str | None  # what happened to what is counted: a lemma
    population: str | None  # who or what is counted, with what narrows it: "soldiers of the 528th Regiment"
    place: str | None
    when: str | None  # resolved where it can be: "2024", "2025-08"; otherwise as written
    when_text: str | None  # the wording: "last year"
    terms: tuple[str, ...]  # what else the sentence and document are about, for matching; sorted, lower case
    attributions: tuple[str, ...] = ()
    about: tuple[
        str, ...
    ] = ()  # lemmas that say what is measured: what must agree for two figures to be one question's
    near: tuple[str, ...] = ()  # the other lemmas of its sentence
    basis: tuple[str, ...] = ()  # how it was counted: "average:median", "certainty:confirmed", "narrowing"
    stated: tuple[str, ...] = ()  # of "place" and "when", what its own sentence states and no default fills
    home: str = ""  # stands for its sentence: equal for figures of one sentence of one text
    thread: str = ""  # equal for figures that one text sets beside each other as answers to one question
    apart: str = ""  # the thread that it is the same measure as, of another time, place or group
    leaning: bool = False  # takes its meaning from a figure before it
    section: str = ""  # where in the page it stands
    sentence: tuple[str, ...] = ()  # the lemmas of its whole sentence
    before: tuple[str, ...] = ()  # those of the two sentences before
    cues: tuple[str, ...] = ()  # what the words beside it say of its part: "base", "whole", "says"
    voices: tuple[str, ...] = ()  # the words of its sources' names
    rivals: int = 1  # how many figures of its kind its text holds, itself included

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Figure":
        """The record of a stored JSON object. Fields it lacks (an older engine's) take their defaults or
        None.
        """
        known = {field.name: stored.get(field.name, _default(field)) for field in fields(cls)}
        return cls(
            **{
                **known,
                "relation": Relation(known["relation"]),
                "dimension": Dimension(known["dimension"]),
                "direction": Direction(known["direction"]) if known["direction"] else None,
                **{name: tuple(known[name] or ()) for name in TUPLES},
            }
        )


def _default(field: "Field[Any]") -> Any:
    return None if field.default is MISSING else field.default


@dataclass(frozen=True, slots=True)
class Claim:
    """One sentence, or an independent clause of it, that states something."""

    id: str
    start: int
    end: int
    text: str
    section: Section
    kind: ClaimKind
    checkable: bool
    worthiness: float  # 0 to 1
    attributions: tuple[str, ...]
    figures: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that `extract` finds in one document."""

    text: str
    language: str  # ISO 639-1, "und" where it can't be told
    published: str | None  # ISO date, where the caller or the text gives it
    claims: tuple[Claim, ...]
    figures: tuple[Figure, ...]
    attributions: tuple[Attribution, ...]


@dataclass(frozen=True, slots=True)
class Comparison:
    """How one figure stands to another, with a sentence an editor can read."""

    outcome: Outcome
    because: Because | None
    reason: str


@dataclass(frozen=True, slots=True)
class Member:
    """A figure's place in a dispute: which reading, which figure."""

    document: int  # index into the readings given
    figure: str


@dataclass(frozen=True, slots=True)
class Dispute:
    """A question that figures answer, and what they say together."""

    id: str
    question: str
    figures: tuple[Member, ...]
    status: Status
    low: float | None
    high: float | None

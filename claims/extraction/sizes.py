"""The size of things in plain words: "price of a loaf", "rise in rents", "share of the firm's value lost"."""

from collections.abc import Sequence
from functools import cache

from claims.extraction.figures import Quantity
from claims.extraction.heads import (
    MODIFYING,
    NOUNS,
    VERBAL,
    head_of,
    is_attributive,
    lemma,
    subject_of,
    table,
    words,
)
from claims.extraction.inflections import participle, past, plural
from claims.extraction.language import Token
from claims.extraction.namings import (
    active,
    head_word,
    idle,
    is_many,
    is_nameable,
    lexicon,
    names_event,
    phrase_of,
    with_article,
)
from claims.extraction.records import Dimension, Direction

EXTENTS = frozenset(
    "temperature speed rainfall snowfall age distance height capacity length width depth weight".split()
)
STUFF = frozenset(
    {Dimension.MASS, Dimension.VOLUME, Dimension.AREA, Dimension.ENERGY, Dimension.POWER, Dimension.LENGTH}
)


def of_size(q: Quantity, things: Sequence[Token], event: str | None) -> str:
    """A measure: "price of a loaf", "rise in rents", "share of its value lost", "solvent stored"."""
    skip = frozenset(token.i for token in q.tokens)
    stuff = stuff_of(q.tokens)
    thing = stuff or next((t for t in things if is_nameable(t) and t.i not in skip), None)
    name = owned(thing, skip) if thing is not None else ""
    if q.dimension is Dimension.MONEY:
        return of_money(name, event)
    if q.dimension is Dimension.RATE:
        return of_rate(q, name, event)
    if q.dimension in (Dimension.PERCENT, Dimension.RATIO):
        return of_share(q, name, event, is_part=stuff is not None)
    is_length = q.dimension is Dimension.LENGTH and stuff is None
    if q.dimension in STUFF and not is_length and not is_attributive(q.tokens):
        suffers = stuff is not None or (thing is not None and thing.dep_ in ("nsubjpass", "dobj"))
        return of_stuff(q, name if suffers else "", event) or of_extent(q, name, event)
    if q.dimension is Dimension.DURATION:
        return of_time(q, thing, name, event)
    return of_extent(q, name, event)


def of_stuff(q: Quantity, name: str, event: str | None) -> str:
    """An amount of something: "solvent stored", "area cleared"; "" where neither it nor its fate is known."""
    is_done = event is not None and event not in active() | idle() | words("reporting") | set(changes())
    done = f" {participle(event)}" if event and is_done and not names_event(name, event) else ""
    if name and (done or head_word(name) in lexicon("mass") or stuff_of(q.tokens) is not None):
        return f"{name}{done}"
    return f"{lexicon('amounts')[q.dimension.value]}{done}" if done else ""


def of_time(q: Quantity, thing: Token | None, name: str, event: str | None) -> str:
    """A time: "length of the deployment", "duration of the fire", "time the works stood idle"."""
    if thing is None or not name:
        return str(lexicon("sizes")["duration"])
    if is_attributive(q.tokens):
        return f"length of {with_article(name)}"
    is_event = lemma(thing) in table("nominals") and not is_sum(lemma(thing))
    lasting = is_event or lemma(thing) in lexicon("lasting")
    if lasting or lemma(thing) in lexicon("causes"):
        return f"duration of {with_article(name)}"
    if thing.dep_ == "nsubj" and event and event in active() - idle():
        return f"time that {with_article(name)} {past(event)}"
    return str(lexicon("sizes")["duration"])


UNIT_NAMES = frozenset(
    {"%", "percent", "cent", "km", "mm", "kg", "euros", "dollars", "pounds", "tonnes", "tons"}
)


def stuff_of(tokens: Sequence[Token]) -> Token | None:
    """What a measure is a measure of: "60 tonnes of solvent", "a fifth of its value"."""
    if not tokens:
        return None
    inside = {token.i for token in tokens}
    for anchor in (head_of(tuple(tokens)), tokens[-1]):
        for child in anchor.children:
            if child.dep_ == "prep" and child.lower_ == "of" and child.i > anchor.i:
                inner = next((c for c in child.children if c.dep_ == "pobj"), None)
                if inner is not None and inner.i not in inside and is_nameable(inner):
                    return inner
    return None


def owned(noun: Token, skip: frozenset[int]) -> str:
    """A phrase with whose it is, a pronoun replaced by the subject it stands for: "the group's value"."""
    text = phrase_of(noun, skip=skip)
    pronoun = next((c for c in noun.children if c.dep_ == "poss" and c.lower_ in ("its", "their")), None)
    if pronoun is None or not text:
        return text
    verb = noun
    while verb.pos_ not in VERBAL and verb.head.i != verb.i:
        verb = verb.head
    subject = subject_of(verb)
    if subject is None or subject == noun or not is_nameable(subject) or noun.i < subject.i:
        return text
    owner = with_article(phrase_of(subject, skip=skip, depth=0))
    return f"{owner}{'’' if owner.endswith('s') else '’s'} {text}".replace("’", "'") if owner else text


def of_money(name: str, event: str | None) -> str:
    """A sum: "net profit", "cost of the deployment", "losses from the fire", "money lost"."""
    head = head_word(name).lower()
    if is_sum(head):
        return name
    if event in changes():
        return f"{changes()[event]} in {with_article(name)}" if name else changes()[event]
    forms = lexicon("sums_of").get(event) if event else None
    if head in lexicon("causes") and event in ("lose", "damage", "cost"):
        kind = "cost of" if event == "cost" else "damage from" if event == "damage" else "losses from"
        return f"{kind} {with_article(name)}"
    if forms is not None:
        return str(forms[0]).format(with_article(name)) if name else str(forms[1])
    if event in lexicon("dealings") and event and not name:
        return f"money {participle(event)}"
    return f"amount for {with_article(name)}" if name else "amount of money"


def is_sum(head: str) -> bool:
    """Whether a word names a sum itself: "damage", "profits"."""
    return any(word in lexicon("sums") for word in (head, head.removesuffix("s"), head.removesuffix("es")))


@cache
def changes() -> dict[str, str]:
    """Verb to the change it tells: "slip" → fall."""
    return {verb: kind for kind, verbs in lexicon("changes").items() for verb in verbs}


def of_rate(q: Quantity, name: str, event: str | None) -> str:
    """A rate: "rent per month", "deaths per 100,000 people"."""
    first, _, per = q.unit.partition(" per ")
    if first.isupper() and len(first) == 3:
        text = of_money(name, event)
        return f"{text} per {per}" if f"per {per}" not in text and len(text) < 50 else text
    if per:
        number, _, rest = per.partition(" ")
        return (
            f"{plural(first)} per {int(number):,} {rest}"
            if number.isdigit()
            else f"{plural(first)} per {per}"
        )
    return name or "rate"


def of_share(q: Quantity, name: str, event: str | None, *, is_part: bool) -> str:
    """A share or its change: "share of the workforce laid off", "rise in rents", "unemployment rate"."""
    change = "rise" if q.direction is Direction.RISE else "fall" if q.direction is Direction.FALL else None
    if is_part and name:
        done = (
            f" {participle(event)}"
            if event and event not in idle() | active() | set(changes()) and not names_event(name, event)
            else ""
        )
        article = with_article(name) if not is_many(name) else name
        return f"share of {article}{done}"
    change = change or changes().get(event or "")
    if change is not None or q.dimension is Dimension.RATIO:
        kind = change or "change"
        if event and name.lower() == event:
            return name
        return f"{kind} in {with_article(name)}" if name and head_word(name) != kind else name or kind
    if not name:
        return "share"
    head = head_word(name).lower()
    if head in lexicon("levels") or is_sum(head):
        return name
    if is_many(name) and event and event not in idle() | active() and not names_event(name, event):
        return f"share of {name} {participle(event)}"
    return f"share for {with_article(name)}"


def of_extent(q: Quantity, name: str, event: str | None) -> str:
    """An extent: "duration of the deployment", "height of the dam", "temperature"."""
    size = after_number(q.tokens) or str(lexicon("sizes").get(q.dimension.value, ""))
    if q.dimension is Dimension.OTHER:
        size = q.unit if q.unit.isalpha() else "size"
    if not name or (q.dimension in STUFF - {Dimension.LENGTH} and not is_attributive(q.tokens)):
        return "rainfall" if q.unit == "millimetre" and event in ("rain", "fall") else size
    head = head_word(name).lower()
    if q.dimension is Dimension.LENGTH and (head in ("rain", "snow") or "rain" in name):
        return "snowfall" if head == "snow" else "rainfall"
    if head == size or head in EXTENTS:
        return name
    return f"{size} of {with_article(name)}"


def after_number(tokens: Sequence[Token]) -> str | None:
    """The size that the adjective after the number names: "20 metres tall" → height."""
    if not tokens:
        return None
    last = tokens[-1]
    after = last.doc[last.i + 1] if last.i + 1 < len(last.doc) else None
    if after is None or after.dep_ in MODIFYING and after.head.pos_ in NOUNS and after.head.i > after.i:
        return None
    found: str | None = lexicon("adjectives").get(after.lower_)
    return found

"""The question that figures answer, as an editor would put it."""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from claims.extraction.lexicons import load
from claims.extraction.records import Dimension, Figure

VOWELS = "aeiou"
POSSESSIVE = re.compile(
    r"^(?:our|its|their|his|her|my|your|the|these|those|this|that|all|some|a|an)\s", re.IGNORECASE
)
MASS = frozenset(
    {
        "rain",
        "water",
        "litter",
        "rubbish",
        "electricity",
        "waste",
        "land",
        "farmland",
        "paddy",
        "oil",
        "gas",
        "food",
        "aid",
    }
)
LONGEST = 60  # characters of a phrase that a question takes over as written
CHANGES = frozenset(
    {"rise", "fall", "grow", "increase", "drop", "decline", "shrink", "slip", "jump", "climb", "improve"}
)
DYING = frozenset(
    {"death", "fatality", "body", "corpse", "casualty", "dead", "life", "toll", "arrest", "injury"}
)
IDLE = frozenset(
    {"be", "do", "go", "get", "have", "make", "take", "come", "see", "work", "dispute", "run", "stand"}
)
SPENDING = frozenset(
    {
        "save",
        "lose",
        "fine",
        "sell",
        "raise",
        "invest",
        "steal",
        "donate",
        "pledge",
        "borrow",
        "lend",
        "waste",
    }
)
PAYING = frozenset({"pay", "receive", "get", "earn", "take home", "compensate"})


def ask(figures: Sequence[Figure]) -> str:
    """The question that the figures answer, as an editor would put it.

    It is worded after the figure that says most: "How many North Korean soldiers were killed in Kursk?"
    """
    if not figures:
        return "What do the figures say?"
    best = max(
        figures,
        key=lambda f: (not f.leaning, bool(f.event), bool(f.about), "place" in f.stated, -f.start, f.text),
    )
    if not best.event:
        events = Counter(f.event for f in figures if f.event)
        event = max(events, key=lambda e: (events[e], e)) if events else None
    else:
        event = best.event
    where = place_phrase(figures, best)
    if best.dimension is Dimension.COUNT:
        return f"{of_count(best, event)}{where}?"
    return f"{of_measure(best, event)}{where}?"


def lexicon(name: str) -> Any:
    """One part of the lexicon of questions."""
    return load("questions")[name]


def of_count(figure: Figure, event: str | None) -> str:
    """The question of a count, without its place: "How many homes were damaged"."""
    thing = counted(figure)
    if event is None or event in CHANGES | IDLE:
        return f"How many {thing} are there"
    if event == "kill and wound":
        return f"How many {thing} were killed or wounded"
    if event in lexicon("active"):
        return f"How many {thing} {past(event, participle=False)}"
    return f"How many {thing} were {past(event, participle=True)}"


def counted(figure: Figure) -> str:
    """What is counted, in the plural, with what narrows it where that can be taken over."""
    phrase = tidy(figure.population)
    noun = figure.unit.split(" ")[-1] if figure.unit else "person"
    if noun in DYING:
        return "people"
    if phrase and noun and plural(noun) in phrase.lower() and not figure.leaning:
        return phrase
    return plural_phrase(figure.unit or "person")


def tidy(phrase: str | None) -> str:
    """A phrase as a question can take it over: one line, no article, not too long; "" where it can't."""
    text = POSSESSIVE.sub("", " ".join((phrase or "").split()))
    return text if 0 < len(text) <= LONGEST and not re.search(r"\d{3}|[()\"“”:;]", text) else ""


def of_measure(figure: Figure, event: str | None) -> str:
    """The question of a measure, without its place: "By how much did rents rise"."""
    thing = with_article(tidy(figure.population) or (figure.about[0] if figure.about else ""))
    kind = figure.dimension
    if event in CHANGES and thing and kind in (Dimension.PERCENT, Dimension.RATIO):
        return f"By how much did {thing} {event}"
    if kind is Dimension.PERCENT:
        return f"What is {thing}, in percent" if thing else "What is the percentage"
    if kind in (Dimension.MONEY, Dimension.RATE):
        return of_money(figure, thing, event)
    asked = {
        Dimension.DURATION: "How long did {} last",
        Dimension.LENGTH: "How long is {}",
        Dimension.MASS: "How much {} is there",
        Dimension.VOLUME: "How much {} is there",
        Dimension.SPEED: "How fast is {}",
        Dimension.TEMPERATURE: "How hot is {}",
        Dimension.ENERGY: "How much energy is {}",
        Dimension.POWER: "How much power is {}",
        Dimension.RATIO: "By what factor did {} change",
    }.get(kind, "How large is {}")
    if kind is Dimension.LENGTH and "rain" in (*figure.about, event):
        return "How much rain fell"
    if event and kind in (
        Dimension.MASS,
        Dimension.VOLUME,
        Dimension.AREA,
        Dimension.ENERGY,
        Dimension.POWER,
    ):
        return f"How much {thing or plural(figure.unit)} was {past(event, participle=True)}"
    if event and kind is Dimension.DURATION and thing:
        return (
            f"For how long: {thing}, {event}"
            if event in lexicon("active")
            else f"How long did {thing} {event}"
        )
    return asked.format(thing or "it")


def with_article(phrase: str) -> str:
    """The phrase with "the", where it is a common noun in the singular."""
    head = re.split(r"\s(?:of|in|at|from|for|on|to)\s", phrase)[0].rpartition(" ")[2]
    return (
        f"the {phrase}"
        if phrase and phrase[0].islower() and not head.endswith("s") and head not in MASS
        else phrase
    )


def of_money(figure: Figure, thing: str, event: str | None) -> str:
    """The question of a sum: "How much did the deployment cost", "How much was paid to the families"."""
    per = figure.unit.partition(" per ")[2]
    rate = f" per {per}" if per else ""
    if event in ("cost", "spend"):
        return f"How much did {thing or 'it'} cost{rate}"
    if event in PAYING:
        return f"How much was paid to {thing}{rate}" if thing else f"How much was paid{rate}"
    if event in SPENDING:
        return f"How much was {past(event, participle=True)}{rate}{f' ({thing})' if thing else ''}"
    return f"How large is {thing or 'the sum'}{rate}"


def place_phrase(figures: Sequence[Figure], best: Figure) -> str:
    """The place, where the figures that state one agree and the question does not name it yet."""
    stated = Counter(f.place for f in figures if f.place and "place" in f.stated)
    if not stated:
        return ""
    place, number = max(stated.items(), key=lambda item: (item[1], item[0]))
    known = (best.population or "").lower()
    if place.lower() in known or number * 2 < sum("place" in f.stated for f in figures):
        return ""
    return f" in {place}" if place[:1].isupper() else f" in the {place}" if place.isalpha() else ""


def past(event: str, *, participle: bool) -> str:
    """The past form of an event, particle and all: "bring down" → "brought down"."""
    verb, _, rest = event.partition(" ")
    if participle and verb == "go" and rest == "missing":
        return "missing"
    form = lexicon("past").get(verb)
    if form is None:
        if verb.endswith("e"):
            form = f"{verb}d"
        elif verb.endswith("y") and verb[-2:-1] not in VOWELS:
            form = f"{verb[:-1]}ied"
        elif re.search(r"^[^aeiou]*[aeiou][bdgmnprt]$", verb):
            form = f"{verb}{verb[-1]}ed"
        else:
            form = f"{verb}ed"
    return f"{form} {rest}".strip()


def plural_phrase(unit: str) -> str:
    """A unit in the plural, its last word inflected."""
    first, _, last = unit.rpartition(" ")
    return f"{first} {plural(last)}".strip()


def plural(noun: str) -> str:
    """The plural of a noun.

    >>> plural("soldier"), plural("person"), plural("country"), plural("bus")
    ('soldiers', 'people', 'countries', 'buses')
    """
    known: str | None = lexicon("plural").get(noun)
    if known is not None:
        return known
    if noun.endswith(("s", "x", "ch", "sh", "z")):
        return f"{noun}es"
    if noun.endswith("y") and noun[-2:-1] not in VOWELS:
        return f"{noun[:-1]}ies"
    return f"{noun}s"

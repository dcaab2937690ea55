"""The question that figures answer, as an editor would put it.

It is worded after the figure that says most, and falls back on plainer words where that one leaves something
open: "How many North Korean soldiers were killed?", "How much solvent was stored?".
"""

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

from claims.extraction.heads import table
from claims.extraction.inflections import participle, past, plural
from claims.extraction.lexicons import load
from claims.extraction.namings import head_word, is_many, names_event, with_article
from claims.extraction.records import Dimension, Figure
from claims.extraction.sizes import EXTENTS
from claims.extraction.wordings import is_only_size, place_in_words

LONGEST = 120  # characters of a question before its place is left out
TRIED = 8  # figures asked after in turn, where the first ones leave open what is asked
VAGUE = re.compile(
    r"(?:What (?:share|sum|weight|length|size|number) is given|How long did it take|How much was it for|"
    r"What do the figures say|How large was the (?:rise|fall|change)$|How much money was paid)"
)
STUFF = frozenset({Dimension.MASS, Dimension.VOLUME, Dimension.AREA, Dimension.ENERGY, Dimension.POWER})
HARMED = "killed or wounded"
RELATIVES = (" who ", " that ")


def lexicon(name: str) -> Any:
    """One part of the lexicon of questions."""
    return load("questions")[name]


def ask(figures: Sequence[Figure]) -> str:
    """The question that the figures answer: "How many North Korean soldiers were killed in Kursk?"."""
    if not figures:
        return "What do the figures say?"
    event = common_event(figures)
    place = None if event in load("wordings")["moving"] else place_of_all(figures)
    best = most_telling(figures, event)
    others = [figure for figure in figures if figure is not best and figure.dimension is best.dimension]
    asked = ask_by(best, event, place)
    for _ in range(min(TRIED, len(others))):
        if not VAGUE.match(asked):
            break
        best = most_telling(others, event)
        others.remove(best)
        plainer = ask_by(best, event, place)
        asked = asked if VAGUE.match(plainer) else plainer
    where = place_in_words(place) if place and place.lower() not in asked.lower() else ""
    return f"{asked}{where if len(asked) + len(where) < LONGEST else ''}?"


def ask_by(figure: Figure, event: str | None, place: str | None) -> str:
    """The question as one of the figures puts it, without its place."""
    if figure.dimension is Dimension.COUNT:
        return of_count(figure, figure.event or event, place)
    return of_measure(figure, place)


def common_event(figures: Sequence[Figure]) -> str | None:
    """The event that most of the figures tell of, verbs that say little left aside."""
    told = [event for f in figures if (event := event_in(f))]
    events = Counter([event for event in told if event not in lexicon("idle")] or told)
    return max(events, key=lambda event: (events[event], event)) if events else None


def event_in(figure: Figure) -> str | None:
    """What a figure's event comes to, its noun's own before a verb's: "suffered 40 deaths" → die."""
    unit = figure.unit.rpartition(" ")[2]
    event = table("nominals").get(unit, figure.event) if unit in lexicon("people") else figure.event
    found: str | None = lexicon("alike").get(event, event)
    return found


def most_telling(figures: Sequence[Figure], event: str | None) -> Figure:
    """The figure whose own sentence says most of what is asked."""
    kinds = Counter(f.dimension for f in figures)
    return max(
        figures,
        key=lambda f: (
            kinds[f.dimension],
            not f.leaning,
            event is not None and event_in(f) == event,
            not is_plain(f),
            f.event is not None and f.event not in lexicon("idle"),
            bool(f.about),
            min(len((f.population or "").split()), 4),
            -f.start,
            f.text,
        ),
    )


def is_plain(figure: Figure) -> bool:
    """Whether a figure's own words are no more than a name of its unit: "weight", "sum of money"."""
    return is_only_size(figure.measure) or figure.unit.split(" ")[-1] in lexicon("people")


def place_of_all(figures: Sequence[Figure]) -> str | None:
    """The place where most of the figures hold, if those that state one agree; None where that is unsure."""
    stated = Counter(f.place for f in figures if f.place and "place" in f.stated and f.place in f.measure)
    if not stated:
        return None
    place, number = max(stated.items(), key=lambda item: (item[1], item[0] or ""))
    holding = sum(f.place == place for f in figures)
    return place if number * 2 > stated.total() and holding * 2 > len(figures) else None


# Counts


def of_count(figure: Figure, event: str | None, place: str | None) -> str:
    """The question of a count, without its place: "How many homes were damaged"."""
    measure = without_place(figure.measure, figure.place, place)
    unit = figure.unit.rpartition(" ")[2]
    if unit in lexicon("people"):
        return f"How many {people_of(figure)}{predicate(event_in(figure) or event or 'die')}"
    if event == "kill and wound":
        return f"How many {counted(figure)} were {HARMED}"
    for relative in RELATIVES:
        thing, found, clause = measure.partition(relative)
        if found:
            return f"How many {thing} {clause}"
    thing = counted(figure)
    done = participle(event) if event else ""
    if event and figure.event and f"{thing} {done}" in measure:
        return f"How many {thing} were {measure[measure.index(f'{thing} {done}') + len(thing) + 1 :]}"
    if event is None or event in lexicon("idle") or names_event(thing, event):
        return f"How many {thing} were there"
    return f"How many {thing}{predicate(event)}"


def people_of(figure: Figure) -> str:
    """Who died, or was hurt or arrested: "deaths of miners" → miners, else people."""
    whose = (figure.population or "").partition(" of ")[2]
    return whose if whose and whose[0].islower() and is_many(whose) and " the " not in whose else "people"


def predicate(event: str) -> str:
    """What happened to what is counted: " were killed", " died"."""
    if event == "kill and wound":
        return f" were {HARMED}"
    if event in lexicon("active") and event != "go missing":
        return f" {past(event)}"
    return f" were {participle(event)}"


def counted(figure: Figure) -> str:
    """What is counted, in the plural, with what narrows it."""
    phrase = figure.population or ""
    if head_word(phrase) in lexicon("people"):
        return "people"
    fits = phrase and figure.measure.startswith(phrase) and is_many(phrase)
    return phrase if fits else plural(figure.unit or "thing")


def without_place(measure: str, own: str | None, asked: str | None) -> str:
    """The measure without its figure's place at the end, where that is not the place asked after."""
    return measure.removesuffix(place_in_words(own)) if own and own != asked else measure


# Measures


def of_measure(figure: Figure, place: str | None) -> str:
    """The question of a measure, without its place: "By how much did rents rise"."""
    measure = without_place(figure.measure, figure.place, None).strip()
    if not measure:
        return "What do the figures say"
    if measure in lexicon("whole"):
        return str(lexicon("whole")[measure])
    if measure.startswith("time that ") and figure.event:
        thing = measure.removeprefix("time that ").removesuffix(past(figure.event))
        return f"How long did {thing}{figure.event}"
    if figure.dimension is Dimension.RATE and is_many(measure) and not figure.unit[:3].isupper():
        return f"How many {measure} were there"
    for opening, asked in lexicon("openings").items():
        if measure.startswith(opening):
            return opened(asked, opening, measure.removeprefix(opening), figure.event)
    done = participle(figure.event) if figure.event else ""
    thing = measure.removesuffix(f" {done}") if done else measure
    if measure.startswith("money ") or figure.dimension in STUFF and thing != measure:
        return f"How much {thing} {were(thing)} {done}" if thing != measure else f"How much {measure}"
    if figure.dimension in STUFF and is_substance(thing):
        return f"How much {thing} was there"
    if figure.dimension is Dimension.LENGTH and head_word(thing) not in EXTENTS:
        return f"How much {thing} was there"
    if figure.dimension is Dimension.PERCENT:
        return f"How high {were(measure)} {with_article(measure)}"
    return f"What {were(measure)} {the(measure)}"


def opened(asked: str, opening: str, rest: str, event: str | None) -> str:
    """A question that opens with its own words: "cost of the fire" → "How much did the fire cost"."""
    if opening == "share of ":
        return of_share(rest, event)
    if opening == "duration of " and event in lexicon("active"):
        asked = f"How long did {{}} {event}"
    if is_many(rest):
        asked = asked.replace(" was {}", " were {}")
    return asked.format(rest)


def of_share(rest: str, event: str | None) -> str:
    """The question of a share: "What share of the group's value was lost"."""
    done = participle(event) if event else ""
    thing = rest.removesuffix(f" {done}") if done else rest
    if thing != rest:
        return f"What share of {thing} {were(thing)} {done}"
    return f"How large was the share of {rest}"


def is_substance(thing: str) -> bool:
    """Whether a thing comes in no pieces: "solvent"."""
    return head_word(thing) in load("wordings")["mass"]


def were(thing: str) -> str:
    """The verb that agrees with a thing: "was", "were"."""
    return "were" if is_many(thing) else "was"


def the(thing: str) -> str:
    """A thing with "the", where no name or possessor opens it."""
    opens = thing.split(" ")[0]
    named = not thing[0].islower() or opens in ("the", "a", "an") or opens.endswith(("'s", "s'"))
    return thing if named else f"the {thing}"

"""What a figure measures, in plain words: "soldiers killed in Kursk", "net profit", "price of a loaf"."""

import re
from collections.abc import Sequence

from claims.extraction.figures import Quantity
from claims.extraction.heads import (
    SUBJECTS,
    VERBAL,
    head_of,
    phrasal,
    subject_of,
)
from claims.extraction.inflections import participle, past, plural
from claims.extraction.language import Token
from claims.extraction.namings import (
    active,
    demonyms,
    head_word,
    idle,
    is_event_noun,
    lexicon,
    names_event,
)
from claims.extraction.records import Dimension
from claims.extraction.sizes import of_size

LONGEST = 80  # characters of a measure
CLAUSE_PREPOSITIONS = frozenset({"to", "into", "in", "from", "for", "through", "at"})
CLAUSE = 5  # words taken over after a verb
DOERS = ("er", "or", "ist", "ian", "ee", "men")  # endings of those who do
NO_NAME = re.compile(r"^\W|[\d\n,;:()]")
PEOPLE = frozenset({"people", "men", "women", "children", "those", "staff", "police"})


def measure_in_words(
    q: Quantity, things: Sequence[Token], event: str | None, place: str | None, counted: str
) -> str:
    """What is measured; `counted` is what a count counts, as `counted_in_words` gives it."""
    text = of_count(q, event, counted) if q.dimension is Dimension.COUNT else of_size(q, things, event)
    is_bare = is_only_size(text) and q.dimension is not Dimension.TEMPERATURE
    unsaid = place is None or is_bare or event in lexicon("moving") or is_of_source(q, place)
    return fit(text, None if unsaid else place)


def is_of_source(q: Quantity, place: str) -> bool:
    """Whether a place only names the figure's source: "according to UK and Western intelligence"."""
    last = place.rpartition(" ")[2]
    named = [token for token in q.tokens[0].sent if token.text == last] if q.tokens else []
    return bool(named) and all(is_after_according(token) for token in named)


def is_after_according(token: Token) -> bool:
    """Whether a word stands in a phrase that "according to" opens."""
    for _ in range(6):
        head = token.head
        if token.lower_ == "to" and head.lower_ == "according":
            return True
        if head.i == token.i or head.pos_ in VERBAL:
            return False
        token = head
    return False


def fit(text: str, place: str | None) -> str:
    """The text with its place, where that is not named in it and fits."""
    named = place is None or any(word and word in text for word in (place, demonyms().get(place)))
    where = place_in_words(place) if place and not named else ""
    if len(text) + len(where) <= LONGEST:
        return text + where
    while len(text) > LONGEST and " " in text:
        text = text.rpartition(" ")[0]
    return text


def place_in_words(place: str) -> str:
    """A place with its preposition: " in Kursk", " on Quay Road"; "" for what is no name.

    >>> place_in_words("Oru valley"), place_in_words("Quay Road"), place_in_words("world")
    (' in the Oru valley', ' on Quay Road', ' in the world')
    """
    last = place.rpartition(" ")[2]
    if (
        place.isupper()
        and len(place) > 5
        or not place[0].isalpha()
        or any(c in place for c in "\n,;:()0123456789")
    ):
        return ""
    preposition = "on" if last.lower() in ("road", "street", "avenue", "island", "coast", "hill") else "in"
    return f" {preposition} the {place}" if last.islower() else f" {preposition} {place}"


def is_only_size(measure: str) -> bool:
    """Whether a measure names no thing: "weight", "amount of money"."""
    return measure in lexicon("sizes").values()


# Counts


def of_count(q: Quantity, event: str | None, counted: str) -> str:
    """A count: "soldiers killed", "people who died", "arrests", "relief camps"."""
    counted = counted or plural(q.unit or "thing")
    if event is None or event in idle() or is_event_noun(q.noun, event) or names_event(counted, event):
        return counted
    verb = verb_of(q, event)
    clause = clause_after(verb) if verb is not None and is_doer(q, verb) else ""
    if event != "go missing" and verb is not None and (clause or is_surely_doing(q, verb, event)):
        return f"{counted} {who(counted)} {past(event)}{clause}"
    if event == "kill and wound":
        return f"{counted} killed or wounded"
    if event == "go missing" or (event in active() and not is_object(q, verb)):
        return counted_in_state(counted, event)
    return f"{counted} {participle(event)}{purpose(verb)}"


def counted_in_state(counted: str, event: str) -> str:
    """A count of those who did or suffered something of themselves: "people who died", "people missing"."""
    if event == "go missing":
        return f"{counted} missing"
    return f"{counted} {who(counted)} {past(event)}"


def who(counted: str) -> str:
    """The pronoun for what is counted: "who" for people, "that" for things."""
    head = head_word(counted)
    single = head.removesuffix("s")
    known = head in PEOPLE or single in lexicon("people") or single in lexicon("persons")
    doer = single.endswith(DOERS) and single not in lexicon("machines")
    return "who" if known or doer else "that"


def verb_of(q: Quantity, event: str) -> Token | None:
    """The verb that the event was read from, above what is counted."""
    if not q.tokens:
        return None
    token = head_of(q.tokens)
    for _ in range(6):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in VERBAL and phrasal(token) == event:
            return token
    return None


def is_doer(q: Quantity, verb: Token) -> bool:
    """Whether what is counted did it: "40 villagers lost their homes", no passive."""
    subject = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    return subject is not None and subject.dep_ == "nsubj" and subject == head_of(q.tokens)


def is_surely_doing(q: Quantity, verb: Token, event: str) -> bool:
    """Whether the form of a verb says that its subject did it: "300 have gathered"."""
    if not is_doer(q, verb):
        return False
    has = any(child.dep_ == "aux" and child.lower_ in ("have", "has", "had") for child in verb.children)
    is_past = verb.tag_ in ("VBD", "VBN")
    return has or not is_past or (verb.tag_ == "VBD" and past(event) != participle(event))


def is_object(q: Quantity, verb: Token | None) -> bool:
    """Whether something else did it to what is counted: "the club lost 300 fans"."""
    subject = subject_of(verb) if verb is not None else None
    return subject is not None and head_of(q.tokens).dep_ in ("dobj", "nsubjpass")


def clause_after(verb: Token) -> str:
    """What a verb did it to, where that is short: "lost" → " their homes"."""
    for child in verb.rights:
        if child.dep_ == "dobj" or (child.dep_ == "prep" and child.lower_ in CLAUSE_PREPOSITIONS):
            part = list(child.subtree)
            if part[0].i == verb.i + 1 and len(part) <= CLAUSE and all(t.is_alpha for t in part):
                return " " + " ".join(t.text for t in part)
    return ""


def purpose(verb: Token | None) -> str:
    """What it was done for, where that follows in a few words: " to fight alongside Russia in Kursk"."""
    if verb is None:
        return ""
    for child in verb.rights:
        aim = child if child.dep_ in ("advcl", "xcomp") and child.pos_ == "VERB" else None
        if aim is None or not any(c.dep_ == "aux" and c.lower_ == "to" and c.i < aim.i for c in aim.children):
            continue
        part = [t for t in aim.subtree if t.i < aim.i or t.i - aim.i <= CLAUSE]
        if part[0].lower_ == "to" and 2 < len(part) <= CLAUSE + 2 and len(part) == len(list(aim.subtree)):
            return "" if any(not t.is_alpha for t in part) else " " + " ".join(t.text for t in part)
    return ""

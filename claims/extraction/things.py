"""What a figure is about: the thing that is counted or measured, and the words around it that narrow it.

For a count it is the noun counted ("14,000 **soldiers**"); for a measure the noun whose size it gives:
the subject of its verb ("**net profit** fell to $2bn"), what it is made of ("80 mm of **rain**"), the
noun it hangs on ("a **fine** of 300 euros") or stands before ("a $2bn **hole**").
"""

from collections.abc import Iterable, Iterator, Sequence

from claims.extraction.heads import (
    DEPTH,
    MODIFYING,
    NOUNS,
    OBJECTS,
    SUBJECTS,
    VERBAL,
    head_of,
    is_attributive,
    lemma,
    subject_of,
    words,
)
from claims.extraction.language import Token
from claims.extraction.records import Dimension

CONTENT = frozenset({"NOUN", "PROPN", "ADJ", "VERB"})
NARROWING = frozenset({"compound", "amod", "poss", "nmod", "appos", "acl", "nounmod"})
PRONOUNS = frozenset(
    {
        "it",
        "that",
        "this",
        "they",
        "these",
        "those",
        "he",
        "she",
        "we",
        "i",
        "you",
        "which",
        "who",
        "whom",
        "what",
        "there",
        "one",
        "both",
        "all",
        "some",
        "them",
        "us",
        "number",
        "figure",
        "total",
        "average",
    }
)
TIMES = frozenset(
    {
        "year",
        "month",
        "week",
        "day",
        "hour",
        "minute",
        "decade",
        "quarter",
        "today",
        "yesterday",
        "night",
        "morning",
        "evening",
        "afternoon",
        "monday",
        "tuesday",
        "wednesday",
        "thursday",
        "friday",
        "saturday",
        "sunday",
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
        "time",
        "date",
        "past",
        "last",
        "next",
        "noon",
    }
)
EMPTY = frozenset(
    {
        "be",
        "have",
        "do",
        "say",
        "more",
        "less",
        "other",
        "same",
        "such",
        "many",
        "much",
        "own",
        "few",
        "new",
        "first",
        "last",
        "next",
        "least",
        "most",
        "several",
        "further",
        "additional",
        "mere",
        "people",
        "thing",
        "lot",
        "kind",
        "percent",
        "cent",
        "per",
        "%",
        "km",
        "mm",
        "m",
        "bn",
        "million",
        "billion",
        "thousand",
        "hundred",
        "dozen",
        "crore",
        "lakh",
        "trillion",
        "hundreds",
        "thousands",
        "person",
        "get",
        "take",
        "make",
        "go",
        "come",
        "give",
        "tell",
        "put",
        "number",
        "figure",
        "total",
        "accord",
        "include",
    }
)
VAGUE_THINGS = frozenset(
    """forecast estimate word look measure reality definition projection poll guess answer sum count
    tally calculation paper minimum maximum median mean range way thing part bit lot record claim truth
    story mark table amount""".split()
)
NO_THINGS = PRONOUNS | TIMES | VAGUE_THINGS
TIME_PREPOSITIONS = frozenset({"during", "since", "until", "before", "after", "till"})


def things_of(tokens: tuple[Token, ...], noun: Token | None, dimension: Dimension) -> list[Token]:
    """The nouns that name what these number tokens measure, in their own sentence; none where it leaves
    them out.

    "Net profit fell 9% to 2bn" → profit; "a fine of 300 euros" → fine; "80 mm of rain" → rain;
    "The minister put wastage at 5%" → wastage; "Ukraine estimates 14,000" → nothing.
    """
    if not tokens:
        return []
    anchor = head_of(tokens)
    if dimension is Dimension.COUNT:
        if noun is not None and noun.sent == tokens[0].sent:
            return [noun]
        if anchor.pos_ in ("NOUN", "PROPN", "ADJ") and anchor not in tokens:
            return [anchor]
        return []
    inside = {token.i for token in tokens}
    if is_attributive(tokens):
        return [anchor]
    found = [thing for thing in made_of(anchor) if thing.i not in inside]
    found += [thing for thing in governing(anchor, DEPTH) if thing.i not in inside]
    return [thing for thing in found if is_thing(thing)]


def is_thing(token: Token) -> bool:
    """Whether a noun can be what a figure is about: no pronoun, date or word of mere amount."""
    return token.pos_ in NOUNS and token.pos_ not in ("PRON", "NUM") and lemma(token) not in NO_THINGS


def made_of(anchor: Token) -> Iterator[Token]:
    """What follows in "80 mm of rain", "5% of its staff", "9 tonnes of grain"."""
    for child in anchor.children:
        if child.dep_ == "prep" and child.lower_ in ("of", "in", "for") and child.i > anchor.i:
            yield from (inner for inner in child.children if inner.dep_ == "pobj" and child.lower_ == "of")


def governing(token: Token, depth: int) -> Iterator[Token]:
    """The nouns above a measure: the noun it hangs on, or the subject and object of its verb."""
    head, dep = token.head, token.dep_
    if depth == 0 or head.i == token.i:
        return
    if head.pos_ in VERBAL:
        yield from of_verb(head, token)
    elif dep in ("pobj", "pcomp") and head.dep_ in ("prep", "agent", "advmod", "prt"):
        above = head.head
        if above.pos_ in VERBAL:
            yield from of_verb(above, token)
        elif above.pos_ in ("NOUN", "PROPN") and head.lower_ in ("of", "at", "to", "for", "by", "from", "in"):
            yield above
            if lemma(above) in PRONOUNS or lemma(above) in (
                "cost",
                "price",
                "level",
                "rate",
                "toll",
                "value",
                "bill",
            ):
                yield from made_of(above)
                yield from governing(above, depth - 1)
        else:
            yield from governing(head, depth - 1)
    elif dep in MODIFYING and head.pos_ in ("NOUN", "PROPN"):
        yield head
    else:
        yield from governing(head, depth - 1)


def of_verb(verb: Token, measure: Token) -> Iterator[Token]:
    """The nouns of a verb that may be what its measure is of: subject and object.

    For "put" and "say", never the speaker.
    """
    speaking = lemma(verb) in words("reporting")
    subject = subject_of(verb)
    if subject is not None and not speaking and subject.i != measure.i:
        yield subject
    for child in verb.children:
        if child.dep_ in OBJECTS | {"nsubjpass", "attr"} and child.i != measure.i:
            yield child
        if child.dep_ == "prep" and child.lower_ in ("on", "for") and child.i < verb.i:
            yield from (inner for inner in child.children if inner.dep_ == "pobj")
    if lemma(verb) not in ("be", "say") and verb.dep_ in ("xcomp", "conj") and subject is None:
        yield from (child for child in verb.head.children if child.dep_ in SUBJECTS)


def phrase_lemmas(noun: Token) -> Iterator[str]:
    """The noun's lemma and those that narrow it: "net profit" → profit, net.

    "soldiers of the 3rd Brigade" → both nouns.
    """
    yield lemma(noun)
    for child in noun.children:
        if child.dep_ in NARROWING and child.pos_ in CONTENT and abs(child.i - noun.i) <= 6:
            yield lemma(child)
            yield from (
                lemma(inner)
                for inner in child.children
                if inner.dep_ in ("compound", "amod") and inner.pos_ in CONTENT
            )
        if child.dep_ == "prep" and child.lower_ in (
            "of",
            "in",
            "from",
            "at",
            "on",
            "for",
            "to",
            "with",
            "without",
        ):
            for inner in child.children:
                if inner.dep_ == "pobj" and inner.pos_ in CONTENT:
                    yield lemma(inner)
                    yield from (
                        lemma(x)
                        for x in inner.children
                        if x.dep_ in ("compound", "amod", "poss") and x.pos_ in CONTENT
                    )


def about_lemmas(things: Sequence[Token]) -> tuple[str, ...]:
    """The lemmas that say what is measured: the first thing's own, then the others sorted.

    No words that say nothing.
    """
    found = {word for thing in things for word in phrase_lemmas(thing)}
    telling = {word for word in found if len(word) > 1 and word[0].isalpha()} - EMPTY - TIMES
    head = [lemma(thing) for thing in things if lemma(thing) in telling][:1]
    return (*head, *sorted(telling - set(head)))


def clause_lemmas(tokens: Iterable[Token]) -> set[str]:
    """The content words of a stretch of text, for loose matching."""
    found = set()
    for token in tokens:
        if token.pos_ in CONTENT and not token.is_stop:
            word = lemma(token)
            if (
                len(word) > 2
                and word[0].isalpha()
                and word not in EMPTY
                and word not in TIMES
                and word not in words("reporting")
            ):
                found.add(word)
    return found


def written(noun: Token) -> str:
    """The noun with what narrows it, as written: "soldiers of the 528th Regiment".

    No number, no article before it.
    """
    left = noun.i
    doc = noun.doc
    while (
        left > 0 and doc[left - 1].head == noun and doc[left - 1].dep_ in ("compound", "amod", "poss", "nmod")
    ):
        left -= 1
    right = noun.i
    for child in noun.children:
        if (
            child.i > right
            and child.dep_ in ("prep", "acl")
            and child.i - noun.i <= 2
            and child.lower_ not in TIME_PREPOSITIONS
        ):
            end = child.right_edge.i
            if end - noun.i <= 9:
                right = end
                break
    return doc[left : right + 1].text

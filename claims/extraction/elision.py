"""What a bare number counts: told by the words round it, or by the amounts before it."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.amounts import Amount
from claims.extraction.currencies import NAME_OF
from claims.extraction.language import Token
from claims.extraction.nouns import (
    COLLECTIVES,
    LEVELS,
    NUMBERING,
    PEOPLE_VERBS,
    TAKERS,
    Counted,
    find_noun,
    is_people,
    is_plural,
    name,
    singular,
)
from claims.extraction.numbers import VAGUE, Form
from claims.extraction.records import Dimension
from claims.extraction.units import FORMS

MEMORY = 60  # earlier amounts that a bare number can take its unit from
STRONG = frozenset(
    (
        "crowd crowds turnout attendance audience population toll tolls dead wounded injured missing "
        "unemployed jobless displaced homeless casualties strength queue list lists fatalities membership "
        "workforce headcount circulation enrolment enrollment"
    ).split()
)
BEFORE_LEVEL = frozenset("at to of by is was were are be been from number numbered numbers : than".split())
COMPARED = frozenset("with against from to than versus vs not up down compared against was".split())
MEASURED = frozenset({Dimension.AGE, Dimension.RATIO, Dimension.TEMPERATURE})


@dataclass(frozen=True, slots=True)
class Known:
    """An amount read before, to take a unit from: its size, shape and whether it stands in the same
    sentence.
    """

    size: float
    dimension: Dimension
    unit: str
    token: Token | None
    is_here: bool
    is_part: bool = False  # "including nine children": of what was counted before


@dataclass(frozen=True, slots=True)
class Wants:
    """What the words round a bare number ask of its unit: a rate's tail, money."""

    per: str = ""
    money: bool = False


def governed(tokens: Sequence[Token], first: int, number: Token | None) -> Counted | None:
    """The noun that the words before a bare number give it: "a crowd of 10,000", "the toll stands at 38".

    `first` is the index of the first token of the span, `number` the token that the parser hangs it on.
    """
    before = tokens[first - 1].lower_ if first else ""
    if before == "of" and first >= 2:
        whole = tokens[first - 2]
        unit = COLLECTIVES.get(whole.lower_) or COLLECTIVES.get(singular(whole.text))
        if unit is not None:
            return Counted(unit, whole, first)
    named = numbered(tokens, first)
    if named is not None:
        return named
    is_level = before in BEFORE_LEVEL or (first > 0 and tokens[first - 1].lemma_ in LEVELS)
    topic = from_topic(tokens, first)
    if topic is not None:
        return topic
    sized = of_size(tokens, first)
    if sized is not None:
        return sized
    if is_level:
        for token in reversed(tokens[max(0, first - 9) : first]):
            if token.lower_ in {";", "."} or token.lower_ == "," and before != "from":
                break
            if token.lower_ in STRONG:
                return Counted(COLLECTIVES[token.lower_], token, first)
    return from_subject(number) if number is not None else None


def numbered(tokens: Sequence[Token], first: int) -> Counted | None:
    """The noun of "the number of houses damaged at 18,000"."""
    for index in range(first - 1, max(-1, first - 16), -1):
        token = tokens[index]
        if token.lower_ == ";":
            return None
        if (
            token.lower_ in {"number", "numbers", "total"}
            and index + 1 < first
            and tokens[index + 1].lower_ == "of"
        ):
            counted = find_noun(tokens[:first], index + 2, 2.0)
            if counted is not None:
                return counted
            state = tokens[index + 2].lower_ if index + 2 < first else ""
            state = tokens[index + 3].lower_ if state == "the" and index + 3 < first else state
            return Counted(COLLECTIVES[state], tokens[index + 2], first) if state in COLLECTIVES else None
    return None


def from_topic(tokens: Sequence[Token], first: int) -> Counted | None:
    """The noun before a colon, or after "On" or "As for" at the head: "Houses lost: 40", "On jobs they
    say 23".
    """
    if first and tokens[first - 1].lower_ == ":":
        window = tokens[max(0, first - 8) : first - 1]
    elif first > 2 and tokens[0].lower_ in {"on", "as"}:
        window = tokens[1 : min(5, first)]
        stop = next(
            (k for k, token in enumerate(window) if token.lower_ == "," or token.pos_ == "VERB"), len(window)
        )
        window = window[: stop or len(window)]
    else:
        return None
    for token in reversed(window):
        if token.lower_ in {";", "."}:
            break
        if token.lower_ in STRONG:
            return Counted(COLLECTIVES[token.lower_], token, first)
        if is_plural(token) and token.pos_ in {"NOUN", "PROPN"} and token.lower_ not in NUMBERING:
            return Counted(singular(token.text), token, first)
    return None


def antecedent(tokens: Sequence[Token], first: int) -> Counted | None:
    """The nearest plural noun before a number that names no unit: for "two of them", "20 to 30 a week"."""
    for index in range(first - 1, max(-1, first - 24), -1):
        token = tokens[index]
        is_unit = (token.lower_,) in FORMS or token.lower_ in NAME_OF or token.lower_ in VAGUE
        if is_unit or not is_plural(token) or token.pos_ not in {"NOUN", "PROPN"}:
            continue
        start = index
        while start > 0 and tokens[start - 1].pos_ == "NOUN":
            start -= 1
        return find_noun(tokens[:first], start, 2.0)
    return None


def of_size(tokens: Sequence[Token], first: int) -> Counted | None:
    """What "the size of the force" and "the strength of the army" are counted in."""
    for index in range(first - 1, max(-1, first - 16), -1):
        if (
            tokens[index].lower_ in {"size", "strength"}
            and index + 1 < first
            and tokens[index + 1].lower_ == "of"
        ):
            for token in tokens[index + 2 : min(index + 6, first)]:
                if token.lower_ in COLLECTIVES:
                    return Counted(COLLECTIVES[token.lower_], token, first)
    return None


def from_subject(number: Token) -> Counted | None:
    """The subject or object that a verb sets to a number: "deaths rose to 23", "put the dead at 17"."""
    verb = number
    for _ in range(6):
        if verb.pos_ in {"VERB", "AUX"}:
            break
        if verb.head is verb:
            return None
        verb = verb.head
    if verb.pos_ not in {"VERB", "AUX"} or verb.lemma_ not in LEVELS:
        return None
    children = [child for child in verb.children if child.i < number.i]
    subjects = (
        [c for c in children if c.dep_ in {"dobj", "nsubjpass"}] if verb.lemma_ in {"put", "estimate"} else []
    )
    subjects += [c for c in children if c.dep_ in {"nsubj", "nsubjpass"}]
    for subject in subjects:
        lower = subject.lower_
        if lower in STRONG:
            return Counted(COLLECTIVES[lower], subject, number.i)
        if lower in NUMBERING or lower in VAGUE or subject.pos_ not in {"NOUN", "PROPN"}:
            return None
        if is_plural(subject) and verb.lemma_ != "be":
            members = [child for child in subject.lefts if child.dep_ == "compound"]
            return Counted(name([*members, subject], (), 0), subject, number.i)
    return None


def has_people_verb(tokens: Sequence[Token], first: int, last: int, number: Token | None) -> bool:
    """Whether the verb beside a bare number says that it counts people: "killed at least 47", "43 were
    arrested".
    """
    nearby = [*reversed(tokens[max(0, first - 3) : first]), *tokens[last : last + 4]]
    for token in nearby:
        if (
            token.lemma_.lower() in PEOPLE_VERBS
            and token.pos_ in {"VERB", "NOUN", "ADJ"}
            and token.tag_ != "NNS"
        ):
            return True
    head = number.head if number is not None else None
    return head is not None and head.pos_ == "VERB" and head.lemma_ in PEOPLE_VERBS


def takes_people(tokens: Sequence[Token], first: int) -> bool:
    """Whether the verb just before a number can only have people for its object: "and laid off 2,300"."""
    return any(token.lemma_ in TAKERS and token.pos_ == "VERB" for token in tokens[max(0, first - 2) : first])


def inherit(amount: Amount, known: Sequence[Known], before: str, *, wants: Wants) -> Known | None:
    """The earlier amount that a bare number takes its unit from: the nearest of its shape and size.

    `before` is the word before the number. A number with decimals never counts things, one over a
    hundred is no
    percentage, one in thousands no length of days; "from 80", "against 91" look at the amount beside them.
    """
    best, best_score, size = None, -4.0, amount.size
    for distance, other in enumerate(reversed(known[-MEMORY:])):
        is_own = other.dimension in MEASURED and not (
            other.is_here and other.dimension is Dimension.TEMPERATURE
        )
        if is_own or not fits(amount, size, other):
            continue
        score = -0.25 * min(distance, 12) - 1.1 * difference(size, other.size)
        if other.is_here:
            score += 2.5 + (1.5 if before in COMPARED else 0)
        elif other.dimension not in {Dimension.COUNT, Dimension.PERCENT, Dimension.MONEY, Dimension.RATE}:
            score -= 1.5
        if other.size == size and size > 12:
            score += 3.0 if size < 100 else 4.5
        if other.dimension is Dimension.DURATION:
            score -= 2.5 if other.is_here else 5
        if other.dimension is Dimension.COUNT and is_people(other.unit):
            score += 1.2
        if other.is_part:
            score -= 1.5
        if wants.per and other.unit.endswith(wants.per):
            score += 4.0
        if wants.money:
            score += 3.0 if other.unit[:3].isupper() else -2.0
        if score > best_score:
            best, best_score = other, score
    return best


def difference(one: float, other: float) -> float:
    """How many powers of ten two sizes are apart."""
    if one <= 0 or other <= 0:
        return 0.5
    return abs(math.log10(one / other))


def fits(amount: Amount, size: float, other: Known) -> bool:
    """Whether a bare number, with its size, can be of an earlier one's kind."""
    number = amount.number
    if number.form is Form.VAGUE:
        return other.dimension is Dimension.COUNT
    has_decimals = size != int(size)
    if other.dimension is Dimension.COUNT:
        return not has_decimals
    if other.dimension is Dimension.PERCENT:
        is_point = other.unit != "percent"
        return (
            not is_point
            and size <= 100
            and number.scale == 1
            and (has_decimals or other.is_here or number.form is Form.DIGITS)
        )
    if other.dimension not in {Dimension.COUNT, Dimension.RATE, Dimension.MONEY, Dimension.DURATION}:
        return difference(size, other.size) < 1.2
    if other.dimension is Dimension.DURATION:
        return size < 1000 and number.scale == 1
    if number.form is Form.WORDS and number.scale == 1 and size == 0:
        return True
    if other.dimension is Dimension.MONEY:
        return has_decimals or number.scale > 1 or other.is_here or other.size == size
    return True


def from_all(tokens: Sequence[Token], first: int) -> Counted | None:
    """ "The sewing machines are gone, all nine": the plural noun before "all"."""
    if not first or tokens[first - 1].lower_ != "all":
        return None
    return antecedent(tokens, first - 1)


def is_of_people(known: Sequence[Known]) -> Known | None:
    """The last amount that counts persons by a narrower name, among the latest few."""
    for other in reversed(known[-4:]):
        if other.dimension is Dimension.COUNT:
            return other if is_people(other.unit) and other.token is not None else None
    return None

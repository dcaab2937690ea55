"""Why the machine thinks that two figures may answer one question, in a sentence an editor can read."""

from claims.extraction.equivalents import is_common
from claims.extraction.records import Dimension, Figure

MOST_WORDS = 4


def resemblance(one: Figure, other: Figure) -> str:
    """What speaks for one question and what against: `one` is the figure that may join `other`'s dispute.

    "Both count soldiers (kill); both texts speak of kursk, uniform. But one is for 2024, the other for 2025."
    """
    speaks_for = [_same_thing(one, other), _same_talk(one, other)]
    speaks_against = [_other_place(one, other), _other_period(one, other), _other_event(one, other)]
    sentence = "; ".join(part for part in speaks_for if part)
    doubts = "; ".join(part for part in speaks_against if part)
    said = f"{sentence[:1].upper()}{sentence[1:]}." if sentence else "Both are the same kind of quantity."
    return f"{said} But {doubts}." if doubts else said


def _same_thing(one: Figure, other: Figure) -> str:
    if one.dimension is Dimension.COUNT:
        counted = (
            one.unit
            if one.unit == other.unit
            else f"{one.unit or 'something'} and {other.unit or 'something'}"
        )
        event = f" ({one.event})" if one.event and one.event == other.event else ""
        return f"both count {counted}{event}" if one.unit == other.unit else f"they count {counted}{event}"
    shared = sorted(set(one.about) & set(other.about))
    return (
        f"both measure {', '.join(shared[:MOST_WORDS])}"
        if shared
        else f"both are of one kind: {one.dimension}"
    )


def _same_talk(one: Figure, other: Figure) -> str:
    shared = (set(one.near) & set(other.near)) | (set(one.terms) & set(other.terms))
    telling = sorted(
        (word for word in shared if not is_common(word)), key=lambda word: (word not in one.near, word)
    )
    return f"both texts speak of {', '.join(telling[:MOST_WORDS])}" if telling else ""


def _other_place(one: Figure, other: Figure) -> str:
    if not one.place or not other.place or one.place.lower() == other.place.lower():
        return ""
    return f"one is for {one.place}, the other for {other.place}"


def _other_period(one: Figure, other: Figure) -> str:
    if not one.when or not other.when or one.when == other.when:
        return ""
    return f"one is for {one.when}, the other for {other.when}"


def _other_event(one: Figure, other: Figure) -> str:
    if (one.event or "") == (other.event or ""):
        return ""
    return f"one says “{one.event or 'nothing'}”, the other “{other.event or 'nothing'}” of what is counted"

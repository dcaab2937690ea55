"""Own sentences read by the whole chain, for the tests of quantities."""

from claims.extraction.figures import Quantity, find_quantities, read_surroundings
from claims.extraction.language import reading
from claims.extraction.pages import Block
from claims.extraction.records import Section
from claims.extraction.sentences import split_sentences


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text whose every line is a paragraph of the body."""
    found: list[Quantity] = []
    place, blocks = 0, []
    for line in text.split("\n"):
        blocks.append(Block(place, place + len(line), Section.BODY))
        place += len(line) + 1
    with reading():
        sentences = list(split_sentences(text, blocks))
        surroundings = read_surroundings(sentence.text for sentence in sentences)
        for sentence in sentences:
            found += find_quantities(sentence, found, surroundings)
    return found


def spans(text: str) -> list[str]:
    """The words of each quantity."""
    return [quantity.text for quantity in quantities(text)]


def bounds(text: str) -> list[tuple[str, str, float | None]]:
    """Words, relation and one number of each quantity: the value, or the low end of a range."""
    return [
        (one.text, one.relation.value, one.low if one.value is None else one.value)
        for one in quantities(text)
    ]


def ends(text: str) -> list[tuple[str, str, float | None, float | None]]:
    """Words, relation, low and high of each quantity."""
    return [(one.text, one.relation.value, one.low, one.high) for one in quantities(text)]


def units(text: str) -> list[tuple[str, str, str]]:
    """Words, dimension and unit of each quantity."""
    return [(one.text, one.dimension.value, one.unit) for one in quantities(text)]

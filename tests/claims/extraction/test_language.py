"""The parser behind its one door: what is kept of it from text to text says what it would say itself."""

import pytest
from hypothesis import given
from hypothesis import strategies as some

from claims.extraction.language import _tokens, known_words, parse, pipeline

TEXTS = [
    "There are 900 people in the town, and there were 12 more.",
    "They're gonna say it ain't so: let's see what y'all got. He's gotta go. C'mon!",
    "The mayor of Oslo said on Friday that nine men had been killed; she left  for Rome\u00a0.",
    "Saw a saw. The left left, and the leaves leave: better than well, worse than ill.",
    "\ud800 half a pair, \t a tab, \u200b nothing, 😀 a face, _SP ROOT expl",
]


def as_kept(text: str) -> list[tuple[str, ...]]:
    said = [token for doc in parse([(text, [0])]) for token in doc.tokens]
    return [(token.text, token.lemma_, token.tag_, token.pos_, token.dep_) for token in said]


def as_parsed(text: str) -> list[tuple[str, ...]]:
    """What the whole pipeline says, with nothing kept and nothing left out."""
    doc = _tokens(pipeline(), text, [0])
    for _, part in pipeline().pipeline:
        doc = part(doc)
    return [(token.text, token.lemma_, token.tag_, token.pos_, token.dep_) for token in doc]


@pytest.mark.parametrize("text", [*TEXTS, " ".join(TEXTS[:4])])
def test_what_is_kept_of_a_word_is_what_the_parser_says_of_it(text):
    assert known_words().rules.can_be_kept
    assert [as_kept(text), as_kept(text)] == [as_parsed(text)] * 2


@given(some.lists(some.sampled_from(" ".join(TEXTS).split(" ")), max_size=12).map(" ".join))
def test_words_in_any_order_are_read_as_the_parser_reads_them(text):
    assert as_kept(text) == as_parsed(text)

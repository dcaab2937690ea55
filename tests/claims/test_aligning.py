"""Which sentence of a newer version is which of the older: surely, or not at all."""

import pytest

from claims.aligning import Found, Spot, align, spot_in

OTHERS = "The river rose all night.", "Schools stay shut until Monday.", "Help came by boat from the coast."


def spots(*lines: str) -> list[Spot]:
    """Each line of a text that is made of them."""
    text, found, start = "\n".join(lines), [], 0
    for line in lines:
        found.append(spot_in(text, start, start + len(line)))
        start += len(line) + 1
    return found


def pairs(old: list[Spot], new: list[Spot]) -> dict[int, int]:
    return {n: found.old for n, found in align(old, new).items()}


def test_moved_paragraphs_are_found_wherever_they_went():
    assert pairs(spots(*OTHERS), spots(OTHERS[2], "New.", OTHERS[0], OTHERS[1])) == {0: 2, 2: 0, 3: 1}


def test_one_of_two_equal_candidates_is_not_taken_by_guess():
    said = "Nine people died."

    assert pairs([Spot(said)], [Spot(said), Spot(said)]) == {}


def test_what_stands_around_tells_two_equal_sentences_apart():
    said = "Nine people died."
    old = spots(OTHERS[0], said, OTHERS[1])
    new = spots(said, OTHERS[2], OTHERS[0], said, OTHERS[1])

    assert pairs(old, new) == {2: 0, 3: 1, 4: 2}


def test_equal_sentences_of_equal_number_keep_their_order():
    assert pairs([Spot("So it is.")] * 3, [Spot("So it is.")] * 3) == {0: 0, 1: 1, 2: 2}


@pytest.mark.parametrize(
    "other",
    [
        "The ministry said that 12 people had died in the floods near Orlava.",
        "The ministry said that 9 people had not died in the floods near Orlava.",
        "The ministry denied that 9 people had died in the floods near Orlava.",
        "The bank raised its rate to 4 per cent.",
    ],
)
def test_a_sentence_that_says_something_else_is_another(other: str):
    said = "The ministry said that 9 people had died in the floods near Orlava."

    assert pairs([Spot(said)], [Spot(other)]) == {}


def test_a_mended_word_leaves_a_sentence_the_same():
    said = "The ministry said that 9 people had died in the floods near Orlava."

    assert align([Spot(said)], [Spot(said.replace("near", "around"))]) == {0: Found(0, False)}


def test_a_number_alone_goes_where_its_sentence_went_or_its_surroundings():
    old = [Spot("9", "Police say ", " died", home=1), Spot("9", "The army lost ", " tanks", home=2)]
    new = [Spot("9", "The army lost ", " tanks", home=7), Spot("9", "Police said ", " died", home=1)]

    found = align(old, new, is_wording_free=False)

    assert {n: f.old for n, f in found.items()} == {0: 1, 1: 0}


def test_an_empty_side_gives_nothing():
    assert (align([], spots(*OTHERS)), align(spots(*OTHERS), [])) == ({}, {})


def test_two_thousand_strange_sentences_do_not_hold_the_worker_up():
    old = [Spot(f"Sentence {n} speaks of thing {n * 7}.") for n in range(2000)]
    new = [Spot(f"Word {n} is about matter {n * 11}.") for n in range(2000)]

    assert align(old, new) == {}

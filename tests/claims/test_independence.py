"""Independent sources are counted, not articles."""

from claims.independence import READERS, Saying, as_one, count_independent, voices_behind

SENTENCE = "At least twelve people died in the fire at the mill on Harbour Road on Friday night."


def saying(
    figure: int, *ties: tuple[object, str], sentence: str = "", publisher: object = None, amount: float = 12
):
    """A figure of an article of its own, with words of its own unless given."""
    words = sentence or f"Sentence {figure} tells it in words that no other has."
    return Saying(figure, figure, words, ties, publisher or f"outlet {figure}", amount)


def test_outlets_that_relay_one_ministry_are_one_source():
    relayed = [saying(n, ("ministry", "originator"), (f"agency {n}", "relayer")) for n in range(10)]

    assert count_independent(relayed) == 1


def test_a_relayer_without_an_origin_counts_as_itself():
    assert count_independent([saying(1, ("agency", "relayer")), saying(2, ("ministry", "originator"))]) == 2


def test_an_agency_that_gives_a_number_as_its_own_has_it_from_whom_it_names_elsewhere():
    named = saying(1, ("ministry", "originator"), ("agency", "relayer"))

    assert count_independent([named, saying(2, ("agency", "relayer"))]) == 1
    assert count_independent([named, saying(2, publisher="agency")]) == 1


def test_an_agency_that_gives_another_number_has_it_from_somebody_else():
    named = saying(1, ("ministry", "originator"), ("agency", "relayer"))

    assert count_independent([named, saying(2, publisher="agency", amount=40)]) == 2


def test_readers_are_one_source_however_many():
    assert count_independent([saying(n, (READERS, "originator")) for n in range(5)]) == 1


def test_two_who_say_it_together_are_two():
    assert count_independent([saying(1, ("north", "joint"), ("south", "joint"))]) == 2


def test_a_sentence_taken_over_by_other_outlets_is_said_once():
    edited = SENTENCE.replace("At least twelve", "At least twelve").replace("on Friday night", "on Friday")
    outlets = [saying(1, sentence=SENTENCE), saying(2, sentence=edited), saying(3, sentence=SENTENCE.upper())]

    assert count_independent(outlets) == 1


def test_a_copy_without_a_name_speaks_with_the_voice_of_the_one_that_names_it():
    first = saying(5, ("fire chief", "originator"), sentence=SENTENCE)

    assert voices_behind([saying(1, sentence=SENTENCE), first])[1] == {"fire chief"}


def test_two_sides_in_the_same_words_are_not_copies():
    words = "{} said on Monday that 600 of the enemy's soldiers were killed in the battle for the town."
    one = saying(1, ("north", "originator"), sentence=words.format("The north"))
    other = saying(2, ("south", "originator"), sentence=words.format("The south"))

    assert count_independent([one, other]) == 2


def test_the_same_words_with_another_number_are_no_copy():
    words = "The town council counted {} broken windows in the streets around the market on Monday."
    one, other = (saying(n, sentence=words.format(n), amount=n) for n in (40, 41))

    assert count_independent([one, other]) == 2


def test_a_part_and_its_whole_that_both_speak_are_one_source():
    both = [saying(1, ("army", "originator")), saying(2, ("state", "originator"))]

    assert count_independent(as_one(both, {"army": ["state"]})) == 1


def test_a_part_of_a_part_is_one_source_with_the_topmost_that_speaks():
    wholes = {"staff": ["army", "state"], "army": ["state"]}
    three = [saying(n, (name, "originator")) for n, name in enumerate(("staff", "army", "state"))]

    assert count_independent(as_one(three, wholes)) == 1


def test_two_parts_of_a_whole_that_does_not_speak_are_two_sources():
    two = [saying(1, ("army", "originator")), saying(2, ("statisticians", "originator"))]

    assert count_independent(as_one(two, {"army": ["state"], "statisticians": ["state"]})) == 2


def test_a_whole_that_only_publishes_what_its_parts_say_does_not_speak():
    two = [saying(n, (name, "originator"), publisher="state") for n, name in ((1, "army"), (2, "office"))]

    assert count_independent(as_one(two, {"army": ["state"], "office": ["state"]})) == 2


def test_nobody_and_nothing_is_no_source():
    assert count_independent([]) == 0


def test_two_thousand_figures_are_counted_at_once():
    many = [saying(n, sentence=f"{SENTENCE} Reporter {n} was there and saw {n} lamps.") for n in range(2000)]

    assert count_independent(many) == 2000

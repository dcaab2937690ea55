"""What a sentence claims: kind, whether it can be checked, how soon an editor should look."""

import pytest

from claims.extraction import extract

HEAD = "Ferry sinks off Lund coast\n\nA ferry sank off the coast on Monday and eleven people are missing.\n\n"


def claim_of(sentence, *, comment=False):
    between = "1 Comment\n\n" if comment else ""
    return extract(f"{HEAD}{between}{sentence}\n").claims[-1]


STATED = [
    "The ferry carried 40 people.",
    "The minister knew of the leak.",
    "Under Article 4 the ship must be inspected every year.",
    "No lifeboat was launched.",
]


@pytest.mark.parametrize("sentence", STATED)
def test_a_statement_can_be_checked(sentence):
    assert claim_of(sentence).checkable


NOT_STATED = [
    "Did anybody check the ferry?",
    "Call our newsdesk on 555 0142.",
    "The owner should be ashamed of himself.",
    "Please send us your pictures.",
]


@pytest.mark.parametrize("sentence", NOT_STATED)
def test_a_question_a_wish_or_an_appeal_cannot(sentence):
    assert not claim_of(sentence).checkable


REMARKS = [
    ("RIP to all of them", False),
    ("same circus every winter", False),
    ("sixty people for one boat, wow, well done!!!", False),
    ("it had 60 people on board, my brother counted them", True),
    ("they knew about the hole in the hull", True),
    ("why was nobody on the bridge??", False),
]


@pytest.mark.parametrize(("remark", "checkable"), REMARKS)
def test_a_reader_states_or_only_exclaims(remark, checkable):
    assert claim_of(remark, comment=True).checkable is checkable


KINDS = [
    ("Is it true?", "question"),
    ("The ferry carried 40 people.", "quantity"),
    ("The yard will close in May.", "prediction"),
    ('"The hull was rotten," said engineer Runa Dahl.', "quote"),
    ("The owner should be ashamed.", "opinion"),
    ("The ferry left the harbour at noon.", "event"),
]


@pytest.mark.parametrize(("sentence", "kind"), KINDS)
def test_a_claim_has_its_kind(sentence, kind):
    assert claim_of(sentence).kind.value == kind


def test_deaths_set_against_each_other_come_before_a_timetable():
    deaths = claim_of("The ministry says 40 people died; the union says 75.")
    timetable = claim_of("The next ferry leaves from Pier 3.")
    assert deaths.worthiness > timetable.worthiness + 0.3


def test_what_cannot_be_checked_comes_last():
    assert claim_of("Who is to blame?").worthiness < claim_of("The next ferry leaves from Pier 3.").worthiness


def test_of_two_like_claims_the_one_that_comes_early_is_ranked_first():
    filler = "\n\n".join(
        f"The harbour master walked to pier {name} again." for name in ("Ann", "Bo", "Cy", "Di")
    )
    text = f"Storm at the harbour\n\nThe storm sank 40 boats.\n\n{filler}\n\nThe storm sank 50 carts."
    early, late = (next(c for c in extract(text).claims if word in c.text) for word in ("boats", "carts"))
    assert early.worthiness > late.worthiness

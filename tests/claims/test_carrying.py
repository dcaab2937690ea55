"""A newer version of an article takes over what the older one had, with all that people decided of it."""

import pytest

from articles.models import Version
from articles.services import add_version
from claims.models import Attribution, Carried, Claim, Figure
from claims.services import perform_extraction, request_extraction
from tests import make
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.models import Rating, Review
from verdicts.services import give_verdict, review_figure

pytestmark = pytest.mark.django_db

FIRST = (
    "Floods hit the valley\n\nThe ministry said 31 people died in the floods in Orlava.\n\n"
    "Police said 12 people were injured in Orlava.\n\nThe mayor said 400 houses were destroyed in Orlava."
)


def newer(version: Version, text: str) -> Version:
    """The next version, read."""
    made = add_version(version.article, text=text, by=make.editor())
    perform_extraction(request_extraction(made, by=None).pk)
    return made


def figure_of(version: Version, text: str) -> Figure:
    return Figure.objects.standing().get(version=version, text=text)


def accept(figure: Figure) -> Review:
    return review_figure(figure, outcome="confirmed", seen=digest_of_figure(figure), by=make.editor())


def test_what_people_decided_goes_with_the_text_to_its_new_place():
    first = make.read(FIRST)
    figure = next(f for f in Figure.objects.standing().filter(version=first) if "31" in f.text)
    accept(figure)
    verdict = give_verdict(
        figure.claim, rating=a_rating(), summary="It is so.", reason="List.",
        seen=digest_of_claim(figure.claim), by=make.editor(),
    )  # fmt: skip

    second = newer(first, "Updated at noon.\n\n" + FIRST)
    figure.refresh_from_db()
    verdict.claim.refresh_from_db()

    assert figure.version == verdict.claim.version == second
    assert second.text[figure.start : figure.end] == figure.text
    assert (figure.is_confirmed, figure.gone_at, figure.since) == (True, None, first)
    kept = Carried.objects.get(figure=figure)
    assert (first.text[kept.start : kept.end], kept.how) == (figure.text, "exact")


def a_rating() -> Rating:
    return Rating.objects.first() or Rating.objects.create(name="True", meaning="So.", position=1)


def test_nothing_is_counted_twice_and_nothing_of_an_unchanged_text_is_lost():
    first = make.read(FIRST)
    before = set(Figure.objects.standing().values_list("pk", flat=True))

    second = newer(first, FIRST + "\n\nRain is expected.")

    assert set(Figure.objects.standing().values_list("pk", flat=True)) == before
    assert not Claim.objects.standing().filter(version=first).exists()
    ties = Attribution.figures.through.objects.filter(figure__version=second)
    assert set(ties.values_list("attribution__version", flat=True)) == {second.pk}
    assert not Attribution.objects.standing().filter(version=first).exists()


def test_a_sentence_that_says_another_number_is_another_and_the_old_one_is_kept_gone():
    first = make.read(FIRST)
    figure = next(f for f in Figure.objects.standing().filter(version=first) if "12" in f.text)
    accept(figure)

    second = newer(first, FIRST.replace("12 people", "19 people"))
    figure.refresh_from_db()

    assert figure.version == first
    assert figure.is_confirmed
    now = [f for f in Figure.objects.standing().filter(version=second) if "19" in f.text]
    assert [f.is_confirmed for f in now] == [False]


def test_text_that_is_gone_leaves_its_dispute():
    other = make.read("Police in Orlava said 12 people were injured in the floods in Orlava.")
    first = make.read(FIRST)

    newer(first, FIRST.replace("Police said 12 people were injured in Orlava.\n\n", ""))

    left = [f for f in Figure.objects.filter(version=first) if "12" in f.text]
    assert [f.gone_at is None for f in left] == [False]
    assert Figure.objects.standing().filter(version=other).exists()


def test_the_same_sentence_twice_keeps_its_order_and_its_surroundings():
    text = (
        "At noon the army said 5 soldiers died.\n\nIn Orlava 5 soldiers died.\n\n"
        "Far off in Brenna 5 soldiers died."
    )
    first = make.read(text)
    figures = list(Figure.objects.standing().filter(version=first))
    accept(figures[-1])

    second = newer(first, "A new line opens this.\n\n" + text)
    figures[-1].refresh_from_db()

    assert figures[-1].version == second
    assert figures[-1].start == max(f.start for f in Figure.objects.standing().filter(version=second))


def test_a_sentence_that_comes_back_in_a_third_version_brings_its_decisions():
    first = make.read(FIRST)
    figure = next(f for f in Figure.objects.standing().filter(version=first) if "12" in f.text)
    accept(figure)
    second = newer(first, FIRST.replace("Police said 12 people were injured in Orlava.\n\n", ""))

    third = newer(second, FIRST + "\n\nCorrected.")
    figure.refresh_from_db()

    assert (figure.version, figure.gone_at, figure.is_confirmed) == (third, None, True)


def test_three_hundred_moved_claims_all_find_their_place():
    lines = [f"The mayor of village {n} said {n + 3} houses were burnt in village {n}." for n in range(300)]
    first = make.read("\n\n".join(lines))
    before = {f.pk: (f.text, f.claim.text) for f in Figure.objects.standing().select_related("claim")}

    second = newer(first, "\n\n".join([*lines[150:], "A new paragraph.", *lines[:150]]))
    now = Figure.objects.standing().filter(version=second).select_related("claim")

    assert {f.pk: (f.text, f.claim.text) for f in now} == before


def test_a_version_that_comes_before_the_first_was_read_is_not_undone_by_it():
    first = make.version(FIRST)
    late = request_extraction(first, by=None)
    second = newer(first, FIRST + "\n\nRain is expected.")
    before = list(Figure.objects.standing().values_list("pk", "version"))

    perform_extraction(late.pk)
    late.refresh_from_db()

    assert late.state == "done"
    assert list(Figure.objects.standing().values_list("pk", "version")) == before
    assert {version for _, version in before} == {second.pk}


def test_reading_the_newer_version_again_changes_nothing_more():
    first = make.read(FIRST)
    second = newer(first, FIRST.replace("12 people", "19 people"))
    before = list(Figure.objects.order_by("pk").values("pk", "version", "start", "text", "gone_at"))

    make.read_again(second)

    assert list(Figure.objects.order_by("pk").values("pk", "version", "start", "text", "gone_at")) == before


def test_a_totally_different_text_takes_nothing_over():
    first = make.read(FIRST)

    second = newer(first, "The bank raised its rate to 4 per cent in May, the governor said.")

    assert not Carried.objects.exists()
    assert {f.version_id for f in Figure.objects.standing()} == {second.pk}

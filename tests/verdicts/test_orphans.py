"""What was decided of a text that is gone: given a place again, let go, taken back."""

import pytest
from django.test import Client

from articles.models import Version
from articles.services import add_version
from claims.models import Figure
from claims.services import perform_extraction, request_extraction
from tests import make
from verdicts import anchoring
from verdicts.anchors import orphans_of
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.models import Anchoring, Rating
from verdicts.services import Stale, give_verdict, review_figure

pytestmark = pytest.mark.django_db
TEXT = "Floods hit Orlava.\n\nPolice said 12 people were injured in Orlava.\n\nThe river rose all night."


NOW = TEXT.replace(
    "Police said 12 people were injured in Orlava.", "A doctor said 19 injured people came to her in Orlava."
)


def newer(version: Version, text: str) -> Version:
    made = add_version(version.article, text=text, by=make.editor())
    perform_extraction(request_extraction(made, by=None).pk)
    return made


def confirmed(version: Version, text: str) -> Figure:
    figure = next(f for f in Figure.objects.standing().filter(version=version) if text in f.text)
    review_figure(figure, outcome="confirmed", seen=digest_of_figure(figure), by=make.editor())
    return figure


def orphaned() -> tuple[Figure, Version]:
    first = make.read(TEXT)
    figure = confirmed(first, "12")
    second = newer(first, NOW)
    figure.refresh_from_db()
    return figure, second


def desk() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def state(figure: Figure) -> tuple[object, ...]:
    figure.refresh_from_db()
    return figure.version_id, figure.start, figure.text, figure.gone_at is None, figure.is_confirmed


def test_a_decision_whose_text_is_gone_is_listed_with_the_likeliest_place():
    figure, _ = orphaned()

    (orphan,) = orphans_of(figure.version.article_id)

    assert (orphan.kind, orphan.row) == ("figure", figure)
    assert "19" in orphan.places[0].text
    page = desk().get(f"/articles/{figure.version.article_id}/").content.decode()
    assert "no place in this text" in page


def test_re_anchored_it_stands_there_and_what_was_confirmed_of_another_number_is_asked_anew():
    figure, second = orphaned()
    place = orphans_of()[0].places[0]

    anchoring.reanchor(figure, to=place.pk, by=make.editor())
    place.refresh_from_db()

    assert state(figure) == (second.pk, place.start, place.text, True, False)
    assert place.gone_at is not None
    assert figure.value == 19
    assert figure.reviews.count() == 1
    assert orphans_of() == []


def test_a_re_anchoring_is_taken_back_without_loss_and_survives_a_re_reading():
    figure, second = orphaned()
    before = state(figure)
    place = orphans_of()[0].places[0]
    there = state(place)
    done = anchoring.reanchor(figure, to=place.pk, by=make.editor())
    make.read_again(second)
    stood = state(figure)

    anchoring.undo_anchoring(done, by=make.editor())

    assert stood[:2] == (second.pk, there[1])
    assert state(figure) == before
    assert state(place) == there
    assert [orphan.row for orphan in orphans_of()] == [figure]
    with pytest.raises(Stale):
        anchoring.undo_anchoring(done, by=make.editor())


def test_a_claim_with_a_verdict_is_re_anchored_with_it():
    first = make.read(TEXT)
    claim = next(f for f in Figure.objects.standing().filter(version=first) if "12" in f.text).claim
    rating = Rating.objects.first() or Rating.objects.create(name="So", meaning="So.", position=1)
    give_verdict(
        claim, rating=rating, summary="So.", reason="List.", seen=digest_of_claim(claim), by=make.editor()
    )
    second = newer(first, NOW)
    (orphan,) = orphans_of()

    anchoring.reanchor(orphan.row, to=orphan.places[0].pk, by=make.editor())
    claim.refresh_from_db()

    assert (claim.version, claim.verdicts.count(), "19" in claim.text) == (second, 1, True)
    assert [figure.value for figure in claim.figures.standing()] == [19]


def test_letting_go_needs_a_reason_and_can_be_undone_on_the_page():
    figure, _ = orphaned()
    client = desk()
    address = f"/orphans/figure/{figure.pk}/"

    refused = client.post(address, {"answer": "let_go", "reason": " "})
    done = client.post(address, {"answer": "let_go", "reason": "They counted anew."})
    empty = client.get("/orphans/").content.decode()
    client.post(f"/orphans/{Anchoring.objects.get().pk}/undo/")

    assert (refused.status_code, done.status_code) == (422, 302)
    assert "Every decision has its place." in empty
    assert "They counted anew." in empty
    assert [orphan.row for orphan in orphans_of()] == [figure]


def test_the_second_of_two_answers_is_told():
    figure, _ = orphaned()
    client = desk()
    place = orphans_of()[0].places[0]
    answer = {"answer": "anchor", "to": place.pk}

    first = client.post(f"/orphans/figure/{figure.pk}/", answer)
    second = client.post(f"/orphans/figure/{figure.pk}/", answer)

    assert (first.status_code, second.status_code) == (302, 409)


@pytest.mark.parametrize("to", ["", "x", "-1", "9" * 30, "999999"])
def test_a_place_that_is_none_is_refused(to: str):
    figure, _ = orphaned()

    answer = desk().post(f"/orphans/figure/{figure.pk}/", {"answer": "anchor", "to": to})

    assert answer.status_code in (409, 422)
    assert Anchoring.objects.count() == 0


def test_a_place_that_somebody_decided_on_is_not_given_away():
    figure, second = orphaned()
    place = orphans_of()[0].places[0]
    confirmed(second, "19")

    with pytest.raises(anchoring.CannotAnchor):
        anchoring.reanchor(figure, to=place.pk, by=make.editor())


def test_readers_look_and_do_not_answer():
    figure, _ = orphaned()
    client = Client()
    client.force_login(make.reader())

    assert client.get("/orphans/").status_code == 200
    assert (
        client.post(f"/orphans/figure/{figure.pk}/", {"answer": "let_go", "reason": "x"}).status_code == 403
    )

"""The doors of marking by hand: by words without a script, by offsets with one; refused, stale, undone."""

import pytest
from django.urls import reverse

from claims.models import Attribution, Claim, Figure
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_span
from verdicts.spans import set_ends

pytestmark = pytest.mark.django_db

TEXT = "Officials said nine soldiers were killed. The mayor counted twelve graves near the old mill."


@pytest.fixture
def version():
    return make.read(TEXT)


def to_mark(version) -> str:
    return reverse("verdicts:mark_span", args=[version.pk])


def test_words_are_marked_without_a_script(version):
    answer = as_user(make.editor()).post(to_mark(version), {"words": "the old mill", "make": "claim"})

    claim = Claim.objects.get(text="the old mill")
    assert (answer.status_code, answer["Location"]) == (302, claim.get_absolute_url())


def test_a_selection_is_answered_with_its_panel_and_the_text_marked(version):
    data = {"start": 79, "end": 91, "words": "the old mill", "make": "claim"}

    page = said(as_user(make.editor()).post(to_mark(version), data, headers=HTMX))

    assert ('id="panel"' in page, "by-person" in page, "Marked as a claim." in page) == (True, True, True)


def test_who_said_it_is_asked_then_kept(version):
    client = as_user(make.editor())
    data = {"words": "The mayor", "make": "attribution"}

    asked = client.post(to_mark(version), data, headers=HTMX)
    client.post(to_mark(version), data | {"name": "Mayor of Odrin", "kind": "person"})

    assert (asked.status_code, "Who it is" in said(asked)) == (200, True)
    assert Attribution.objects.get(source_name="Mayor of Odrin").made_by is not None


def test_a_passage_becomes_evidence_of_the_claim_in_hand(version):
    claim = Claim.objects.first()
    data = {"words": "twelve graves", "make": "evidence", "row": f"claim-{claim.pk}"}

    page = said(as_user(make.editor()).post(to_mark(version), data, headers=HTMX))

    assert ("twelve graves</textarea>" in page, f'data-claim="{claim.pk}"' in page) == (True, True)


@pytest.mark.parametrize(
    "data",
    [
        {"words": "", "make": "claim"},
        {"words": "not in the text", "make": "claim"},
        {"start": 5, "end": 2, "make": "figure"},
        {"start": -1, "end": 10**30, "make": "figure"},
        {"start": "x", "end": "<script>", "make": "figure"},
        {"start": 9, "end": 10, "make": "claim"},
        {"start": 0, "end": 9, "make": "nonsense"},
        {"start": 0, "end": 9, "make": "ends", "row": "claim-x"},
        {"start": "1\x00", "end": 9, "words": "a\x00b", "make": "claim"},
        {},
    ],
)
def test_what_is_no_piece_of_the_text_is_answered_with_the_form(version, data):
    before = (Claim.objects.count(), Figure.objects.count())

    answer = as_user(make.editor()).post(to_mark(version), data, headers=HTMX)

    assert (answer.status_code, (Claim.objects.count(), Figure.objects.count())) == (422, before)


def test_a_selection_of_another_text_shows_both_side_by_side(version):
    data = {"start": 0, "end": 9, "words": "Elsewhere", "make": "claim"}

    answer = as_user(make.editor()).post(to_mark(version), data, headers=HTMX)

    assert (answer.status_code, "Elsewhere" in said(answer), "Officials" in said(answer)) == (409, True, True)


def test_ends_set_by_two_editors_show_both_side_by_side(version):
    figure = Figure.objects.get(text="nine")
    seen = digest_of_span(figure)
    set_ends(figure, 15, 28, seen=seen, by=make.editor())
    data = {"start": 10, "end": 19, "make": "ends", "row": f"figure-{figure.pk}", "seen": seen}

    answer = as_user(make.editor()).post(to_mark(version), data, headers=HTMX)

    page = said(answer)
    assert (answer.status_code, "Yours: " in page, "said nine" in page) == (409, True, True)


def test_a_reader_may_not_mark_and_an_editor_who_is_one_no_more_neither(version):
    editor = make.editor()
    client = as_user(editor)
    client.get(version.article.get_absolute_url())
    editor.groups.clear()

    answers = [
        c.post(to_mark(version), {"words": "nine", "make": "claim"}) for c in (client, as_user(make.reader()))
    ]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_a_claim_is_dismissed_with_a_reason_and_taken_back(version):
    claim, client = Claim.objects.first(), as_user(make.editor())
    url = reverse("verdicts:dismiss_claim", args=[claim.pk])

    bare = client.post(url, {"seen": digest_of_span(claim), "reason": " "}, headers=HTMX)
    client.post(url, {"seen": digest_of_span(claim), "reason": "A headline"})
    claim.refresh_from_db()
    dismissed = claim.is_dismissed
    client.post(reverse("verdicts:restore_claim", args=[claim.pk]), {"seen": digest_of_span(claim)})

    claim.refresh_from_db()
    assert (bare.status_code, dismissed, claim.is_dismissed) == (422, True, False)


def test_undo_names_what_it_undid_and_then_there_is_nothing_left(version):
    client = as_user(make.editor())
    client.post(to_mark(version), {"words": "the old mill", "make": "claim"})
    url = reverse("verdicts:undo", args=[version.pk])

    first, second = client.post(url, headers=HTMX), client.post(url, headers=HTMX)

    told = "Undone: you marked the claim “the old mill”."
    assert (told in said(first), Claim.objects.standing().filter(text="the old mill").count()) == (True, 0)
    assert second.status_code == 409

"""Going on to the next figure with the same press that accepts or dismisses one."""

import pytest
from django.urls import reverse

from claims.models import Figure
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.digests import digest_of_figure

pytestmark = pytest.mark.django_db

TEXT = "Officials said nine soldiers were killed. The mayor counted twelve graves. Some 400 families fled."


def press(client, figure: Figure, headers=None, **fields: str):
    url = reverse("verdicts:review_figure", args=[figure.pk])
    data = {"outcome": "confirmed", "seen": digest_of_figure(figure), "next": "1"} | fields
    return client.post(url, data, headers=headers or {})


def figures() -> list[Figure]:
    return list(Figure.objects.standing().order_by("start"))


def test_accept_and_next_gives_the_panel_of_the_next_and_the_mark_of_this_one():
    make.read(TEXT)
    first, second, _ = figures()

    answer = press(as_user(make.editor()), first, HTMX)

    page = said(answer)
    assert (answer["HX-Retarget"], answer["HX-Push-Url"]) == ("#panel", second.get_absolute_url())
    assert (f'data-figure="{second.pk}"' in page, f'id="figure-{first.pk}"' in page) == (True, True)


def test_without_a_script_the_next_figure_is_opened():
    make.read(TEXT)
    first, second, _ = figures()

    answer = press(as_user(make.editor()), first, outcome="dismissed", ready="Not a figure")

    assert answer["Location"] == second.get_absolute_url()


def test_after_the_last_comes_the_first_that_is_left_and_after_all_the_figure_itself():
    make.read(TEXT)
    client = as_user(make.editor())
    first, second, third = figures()

    ways = [press(client, figure)["Location"] for figure in (third, first, second)]

    assert ways == [figure.get_absolute_url() for figure in (first, second, second)]


def test_what_was_reviewed_meanwhile_is_answered_beside_it_and_nothing_goes_on():
    make.read(TEXT)
    first, *_ = figures()

    answer = press(as_user(make.editor()), first, HTMX, seen="old")

    assert (answer.status_code, "HX-Retarget" in answer) == (409, False)

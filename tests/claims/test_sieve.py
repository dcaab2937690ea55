"""Filters of a text: by kind, source and status; kept in the address; odd ones are as if not given."""

import pytest

from claims.models import Claim, Figure
from sources.models import Source
from tests import make
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db

TEXT = (
    "The defence ministry said 40 soldiers were killed.\n\n"
    "The mayor counted twelve graves.\n\n"
    "Nobody knows who will win the election next year."
)


@pytest.fixture
def version():
    return make.read(TEXT)


def shown(version, **asked) -> list[str]:
    page = said(as_user(make.editor()).get(version.article.get_absolute_url(), asked))
    text = page.partition('id="text"')[2].partition("</section>")[0]
    return [word for word in ("soldiers", "graves", "election") if word in text]


def test_by_status_only_lines_with_such_figures_are_shown(version):
    Figure.objects.filter(text__contains="40").update(is_confirmed=True)

    ways = [shown(version, status=status) for status in ("confirmed", "unreviewed", "dismissed")]

    assert ways == [["soldiers"], ["graves"], []]


def test_by_source_only_lines_that_say_it_is_theirs_are_shown(version):
    source = Source.objects.get(attributions__claims__text__contains="soldiers")

    assert shown(version, source=source.pk) == ["soldiers"]


def test_by_kind_only_lines_with_such_a_claim_are_shown(version):
    Claim.objects.filter(text__contains="graves").update(kind="comparison")

    assert shown(version, kind="comparison") == ["graves"]


def test_what_a_person_marked_is_found(version):
    Claim.objects.filter(text__contains="election").update(made_by=make.editor())

    assert shown(version, status="by-person") == ["election"]


@pytest.mark.parametrize(
    "asked",
    [{"kind": "x" * 500}, {"status": "'; --"}, {"source": "9" * 40}, {"source": "-1"}, {"source": "0"}],
)
def test_what_makes_no_sense_is_as_if_it_were_not_asked(version, asked):
    assert shown(version, **asked) == ["soldiers", "graves", "election"]


def test_the_text_alone_keeps_the_panel_and_the_address_of_what_is_open(version):
    figure = Figure.objects.first()
    here = {"HX-Target": "text", "HX-Current-URL": f"http://testserver{figure.get_absolute_url()}"}
    client, address = as_user(make.editor()), version.article.get_absolute_url()

    answer = client.get(address, {"status": "unreviewed", "kind": ""}, headers=HTMX | here)
    again = client.get(address, {"status": "unreviewed", "again": "1"}, headers=HTMX | here)

    assert answer["HX-Push-Url"] == f"{figure.get_absolute_url()}?status=unreviewed"
    assert ("HX-Push-Url" in again, "<html" in said(answer), 'id="text"' in said(answer)) == (
        False,
        False,
        True,
    )


def test_a_figure_opened_from_a_filtered_text_shows_it_filtered_after_a_reload(version):
    Figure.objects.filter(text__contains="40").update(is_confirmed=True)
    figure = Figure.objects.get(text__contains="40")

    page = said(as_user(make.editor()).get(figure.get_absolute_url(), {"status": "confirmed"}))

    assert (f'id="figure-{figure.pk}"' in page, 'data-query="status=confirmed"' in page) == (True, True)
    assert page.count('class="block') == 1

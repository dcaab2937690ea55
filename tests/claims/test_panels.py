"""The panel of a claim and of a figure, alone and beside its article."""

import pytest

from claims.models import Dispute, Figure
from tests import make
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db


def test_a_direct_visit_shows_the_article_with_the_panel_open():
    figure = make.figure(9, said_by="Interior Ministry")

    page = said(as_user(make.editor()).get(figure.get_absolute_url()))

    assert ("<html" in page, f'id="figure-{figure.pk}"' in page, f'data-figure="{figure.pk}"' in page) == (
        True,
        True,
        True,
    )


def test_htmx_gets_the_panel_alone_and_the_mark_anew():
    figure = make.figure(9)

    page = said(as_user(make.editor()).get(figure.get_absolute_url(), headers=HTMX))

    assert ("<html" in page, 'id="panel"' in page, page.count(f'id="figure-{figure.pk}"')) == (False, True, 1)


def test_a_figure_is_shown_as_written_and_as_read_with_who_said_it():
    figure = make.figure(6000, text="6,000 dead", relation=">", said_by="Interior Ministry")

    page = said(as_user(make.reader()).get(figure.get_absolute_url(), headers=HTMX))

    assert ("6,000 dead" in page, "more than 6,000 soldiers" in page, "Interior Ministry" in page) == (
        True,
        True,
        True,
    )


def test_a_corrected_figure_is_told_apart_from_what_the_machine_read():
    figure = make.figure(9)
    Figure.objects.filter(pk=figure.pk).update(correction={"value": 19.0, "low": 19.0, "high": 19.0})

    page = said(as_user(make.reader()).get(figure.get_absolute_url(), headers=HTMX))

    assert ("As read, corrected" in page, "19 soldiers" in page, "is-corrected" in page) == (True, True, True)


def test_a_figure_stands_beside_the_others_of_its_dispute():
    dispute = Dispute.objects.create(
        question="How many soldiers were killed?", status="conflict", low=9, high=12
    )
    figure = make.figure(9, dispute=dispute)
    make.figure(12, said_by="Interior Ministry", dispute=dispute)

    page = said(as_user(make.reader()).get(figure.get_absolute_url(), headers=HTMX))

    assert ("How many soldiers were killed?" in page, "12 soldiers" in page, "9 to 12" in page) == (
        True,
        True,
        True,
    )


def test_the_figures_before_and_after_are_one_press_away():
    version = make.version("Nine died, ten live, two fled.")
    make.reading(
        version,
        [
            make.figure_record(word, value, start=version.text.index(word), number=value)
            for word, value in (("Nine", 9), ("ten", 10), ("two", 2))
        ],
    )
    nine, ten, two = Figure.objects.filter(version=version)

    page = said(as_user(make.reader()).get(ten.get_absolute_url(), headers=HTMX))

    assert (f"Previous figure: {nine.text}" in page, f"Next figure: {two.text}" in page) == (True, True)
    assert Figure.objects.beside(nine) == (None, ten)


def test_a_figure_that_is_gone_is_still_shown_and_says_so():
    figure = make.figure(9)
    Figure.objects.filter(pk=figure.pk).update(gone_at=figure.claim.version.taken_at)

    page = said(as_user(make.reader()).get(figure.get_absolute_url()))

    assert "does not give this figure any more" in page


def test_a_claim_shows_its_words_worth_figures_and_verdicts():
    claim = make.figure(9).claim

    page = said(as_user(make.editor()).get(claim.get_absolute_url(), headers=HTMX))

    assert (claim.text in page, "worth checking" in page, "9 soldiers" in page, "Give a verdict" in page) == (
        True,
        True,
        True,
        True,
    )


@pytest.mark.parametrize("address", ["/claims/999/", "/figures/999/", "/articles/999/"])
def test_what_is_not_there_answers_with_a_page_or_for_htmx_with_a_sentence(address):
    editor = as_user(make.editor())

    page, part = editor.get(address), editor.get(address, headers=HTMX)

    assert (page.status_code, "There is nothing here" in said(page), "<html" in said(page)) == (
        404,
        True,
        True,
    )
    assert (part.status_code, "There is nothing here" in said(part), "<html" in said(part)) == (
        404,
        True,
        False,
    )


def test_a_form_without_its_token_is_refused_in_words():
    from django.test import Client

    client = Client(enforce_csrf_checks=True)
    client.force_login(make.editor(), backend="django.contrib.auth.backends.ModelBackend")

    response = client.post("/articles/add/", {"text": "Nine died."})

    assert (response.status_code, "This form is too old to be sent" in said(response)) == (403, True)

"""The list of articles, adding one, and its details."""

from datetime import date

import pytest
from django.test import Client
from django.urls import reverse

from articles.models import Article
from claims.models import Extraction
from tests import make
from tests.pages import HTMX, as_user, said

pytestmark = pytest.mark.django_db

TEXT = "Nine people died in the fire, the mayor said.\n\nNobody else was hurt."
ADD = "/articles/add/"


def send(client: Client, **fields):
    return client.post(ADD, {"text": TEXT} | fields)


# --- who may ---


@pytest.mark.parametrize("address", ["/", ADD, "/articles/1/", "/articles/1/progress/"])
def test_nobody_reads_without_signing_in(client, address):
    response = client.get(address)

    assert (response.status_code, response["Location"]) == (302, f"{reverse('account_login')}?next={address}")


def test_an_ended_session_answers_htmx_with_a_sentence_and_no_page(client):
    response = client.get("/articles/1/progress/", headers=HTMX)

    assert (response.status_code, "sign in again" in said(response), "<html" in said(response)) == (
        401,
        True,
        False,
    )


def test_a_reader_is_told_why_they_can_not_add_an_article():
    response = send(as_user(make.reader()))

    assert (response.status_code, "Readers can" in said(response), Article.objects.count()) == (403, True, 0)


# --- adding ---


def test_an_added_article_is_stored_queued_and_shown_at_once(queued):
    response = send(as_user(make.editor()), publisher="The Ledger", published_on="2026-03-01")

    article = Article.objects.get()
    assert (response.status_code, response["Location"]) == (303, article.get_absolute_url())
    assert (article.title, str(article.publisher), article.published_on) == (
        "Nine people died in the fire, the mayor said.",
        "The Ledger",
        date(2026, 3, 1),
    )
    assert queued == [Extraction.objects.get(version__article=article).pk]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "there is nothing to read yet"),
        (" \n\t \x00 ", "there is nothing to read yet"),
        ("12 345 – 67 %\n\n8!", "There are no words to read"),
    ],
)
def test_a_text_without_words_is_refused_with_a_sentence(text, sentence):
    response = send(as_user(make.editor()), text=text)

    assert (response.status_code, sentence in said(response), Article.objects.count()) == (422, True, 0)


def test_too_long_a_text_is_refused_with_both_lengths_and_kept_in_its_field(settings):
    settings.MAX_ARTICLE_CHARACTERS = 1000
    text = "word " * 300

    response = send(as_user(make.editor()), text=text)

    assert response.status_code == 422
    assert "1,500 characters long; the limit is 1,000" in said(response)
    assert text.strip() in said(response)


def test_five_megabytes_are_refused_with_a_sentence():
    response = send(as_user(make.editor()), text="word " * 1_000_000)

    assert (response.status_code, "the limit is 1,000,000" in said(response)) == (422, True)


def test_control_characters_are_cleaned_away():
    send(as_user(make.editor()), text="Nine\x00 died.\x1b[31m\r\nSo far.")

    assert Article.objects.get().versions.get().text == "Nine  died. [31m\nSo far."


def test_markup_pasted_as_text_is_shown_as_text():
    editor = as_user(make.editor())
    send(editor, text="<script>alert(1)</script> Nine died.", title="<b>Fire</b>")

    page = said(editor.get(Article.objects.get().get_absolute_url()))

    assert ("<script>alert" in page, "<b>Fire" in page, "&lt;script&gt;alert(1)" in page) == (
        False,
        False,
        True,
    )


@pytest.mark.parametrize(
    "text", ["قُتل تسعة جنود في كورسك.", "Дев’ять солдатів загинули.", "九人の兵士が死亡した。"]
)
def test_a_text_in_any_script_is_taken(text):
    response = send(as_user(make.editor()), text=text)

    assert (response.status_code, Article.objects.get().title) == (303, text)


def test_one_endless_line_is_taken():
    response = send(as_user(make.editor()), text="word" * 50_000)

    assert response.status_code == 303


@pytest.mark.parametrize(
    ("field", "value"), [("published_on", "yesterday"), ("address", "no address"), ("title", "t" * 301)]
)
def test_a_wrong_detail_is_said_beside_its_field_and_the_text_kept(field, value):
    response = send(as_user(make.editor()), **{field: value})

    assert (
        response.status_code,
        f'id="id_{field}_error"' in said(response),
        TEXT[:40] in said(response),
    ) == (
        422,
        True,
        True,
    )


def test_the_same_text_is_answered_with_the_article_that_has_it():
    there = make.version(TEXT).article

    response = send(as_user(make.editor()))

    assert (response.status_code, Article.objects.count()) == (409, 1)
    assert (there.get_absolute_url() in said(response), TEXT[:40] in said(response)) == (True, True)


def test_a_button_pressed_twice_leads_to_the_one_article():
    editor = as_user(make.editor())

    first, second = send(editor), send(editor)

    assert (first["Location"], second["Location"], second.status_code) == (first["Location"],) * 2 + (303,)
    assert Article.objects.count() == 1


# --- the list ---


def test_an_empty_desk_says_what_to_do():
    page = said(as_user(make.editor()).get("/articles/"))

    assert ("Nothing to read yet" in page, "Add the first article" in page) == (True, True)


def test_the_list_is_searched_by_title_publisher_and_words_of_the_text():
    editor = as_user(make.editor())
    make.version("Dam holds\n\nThe water rose overnight.", publisher="The Ledger")
    make.version("School opens\n\nChildren came early.")

    found = {
        q: said(editor.get("/articles/", {"q": q}))
        for q in ("dAm ho", "ledger", "water overnight", "nowhere", "a\0b'")
    }

    assert {q: ("Dam holds" in page, "School opens" in page) for q, page in found.items()} == {
        "dAm ho": (True, False),
        "ledger": (True, False),
        "water overnight": (True, False),
        "nowhere": (False, False),
        "a\0b'": (False, False),
    }


def test_a_page_of_the_list_that_is_not_there_shows_the_last():
    make.version(TEXT)

    response = as_user(make.editor()).get("/articles/", {"page": "999"})

    assert (response.status_code, "Nine people died" in said(response)) == (200, True)


def test_the_list_asks_the_database_as_often_for_many_articles_as_for_one(django_assert_max_num_queries):
    editor = as_user(make.editor())
    for _ in range(30):
        make.figure(9)

    with django_assert_max_num_queries(14):
        page = said(editor.get("/articles/"))

    assert page.count('data-label="Claims">1<') == 25


# --- details ---


def details(article: Article, **fields) -> dict[str, str]:
    return {"title": article.title, "seen": article.digest()} | fields


def test_details_are_mended_and_a_new_date_has_the_text_read_again(queued):
    article = make.version(TEXT).article
    address = reverse("articles:edit", args=[article.pk])

    response = as_user(make.editor()).post(address, details(article, title="Fire", published_on="2026-02-03"))

    article.refresh_from_db()
    assert (response.status_code, article.title, article.published_on, len(queued)) == (
        303,
        "Fire",
        date(2026, 2, 3),
        1,
    )


def test_details_changed_meanwhile_are_shown_beside_what_was_typed_and_a_second_press_saves():
    article = make.version(TEXT).article
    typed, editor = details(article, title="Mine"), as_user(make.editor())
    Article.objects.filter(pk=article.pk).update(title="Theirs")
    address = reverse("articles:edit", args=[article.pk])

    refused = editor.post(address, typed)
    saved = editor.post(address, typed | {"seen": Article.objects.get().digest()})

    assert (refused.status_code, "Theirs" in said(refused), 'value="Mine"' in said(refused)) == (
        409,
        True,
        True,
    )
    assert (saved.status_code, Article.objects.get().title) == (303, "Mine")


def test_an_article_needs_its_title():
    article = make.version(TEXT).article

    response = as_user(make.editor()).post(
        reverse("articles:edit", args=[article.pk]), details(article, title=" ")
    )

    assert response.status_code == 422

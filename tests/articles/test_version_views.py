"""The pages of an article's versions."""

import pytest
from django.test import Client

from articles.models import Version
from articles.services import add_version
from tests import make

pytestmark = pytest.mark.django_db
TEXT = "Police said 12 people were hurt in Orlava.\n\nThe river rose all night."


def desk() -> Client:
    client = Client()
    client.force_login(make.editor())
    return client


def paste(client: Client, version: Version, text: str, **more: object):
    data = {"text": text, "seen": version.number, **more}
    return client.post(f"/articles/{version.article_id}/versions/add/", data)


def test_a_newer_version_is_pasted_and_what_changed_is_shown():
    client, first = desk(), make.read(TEXT)

    answer = paste(client, first, TEXT.replace("12", "19"))
    page = client.get(f"/articles/{first.article_id}/versions/").content.decode()

    assert (answer.status_code, answer["Location"]) == (302, first.article.get_absolute_url())
    assert "<del>12</del><ins>19</ins>" in page
    assert "From version 1 to version 2" in page


def test_the_older_version_is_still_there_with_a_banner():
    client, first = desk(), make.read(TEXT)
    paste(client, first, TEXT.replace("12", "19"))

    page = client.get(f"/articles/{first.article_id}/versions/1/")

    assert page.status_code == 200
    assert "A newer version is here." in page.content.decode()
    assert ">12</a>" in page.content.decode() or ">12 people</a>" in page.content.decode()


def test_who_has_the_older_version_open_is_told():
    client, first = desk(), make.read(TEXT)
    address = f"/articles/{first.article_id}/versions/1/newer/"
    before = client.get(address).content.decode()
    paste(client, first, TEXT.replace("12", "19"))

    assert "A newer version" not in before
    assert "hx-get" in before
    assert "A newer version is here." in client.get(address).content.decode()


def test_the_same_text_again_adds_nothing():
    client, first = desk(), make.read(TEXT)

    answer = paste(client, first, TEXT)

    assert answer.status_code == 409
    assert "version 1 says exactly this" in answer.content.decode()
    assert Version.objects.count() == 1


@pytest.mark.parametrize("text", ["", "   \n ", "12 345"])
def test_an_empty_version_is_not_sent(text: str):
    client, first = desk(), make.read(TEXT)

    assert paste(client, first, text).status_code == 422
    assert Version.objects.count() == 1


def test_a_wholly_different_text_asks_whether_it_is_the_same_article():
    client, first = desk(), make.read(TEXT)
    other = "Share prices fell by two per cent on Friday, the exchange told reporters."

    asked = paste(client, first, other)
    told = paste(client, first, other, is_same_article="on")

    assert (asked.status_code, "It is the same article" in asked.content.decode()) == (422, True)
    assert (told.status_code, Version.objects.count()) == (302, 2)


def test_a_version_that_came_meanwhile_is_said_and_nothing_typed_is_lost():
    client, first = desk(), make.read(TEXT)
    add_version(first.article, text=TEXT + "\n\nA colleague's line.", by=make.editor())

    answer = paste(client, first, TEXT + "\n\nMy own line.")

    assert answer.status_code == 409
    assert "My own line." in answer.content.decode()
    assert 'value="2"' in answer.content.decode()
    assert paste(client, Version.objects.get(number=2), TEXT + "\n\nMy own line.").status_code == 302


def test_readers_may_look_and_not_paste():
    client, first = Client(), make.read(TEXT)
    client.force_login(make.reader())

    assert client.get(f"/articles/{first.article_id}/versions/").status_code == 200
    assert paste(client, first, "Anything else").status_code == 403


@pytest.mark.parametrize("query", ["?one=x&other=y", "?one=9&other=1", "?one=1&other=1", "?one=-1"])
def test_an_address_that_asks_for_nonsense_gives_a_page(query: str):
    client, first = desk(), make.read(TEXT)
    paste(client, first, TEXT.replace("12", "19"))

    assert client.get(f"/articles/{first.article_id}/versions/{query}").status_code == 200


def test_the_newest_by_its_number_is_the_article_itself_and_an_unknown_one_is_none():
    client, first = desk(), make.read(TEXT)

    assert (
        client.get(f"/articles/{first.article_id}/versions/1/")["Location"]
        == f"/articles/{first.article_id}/"
    )
    assert client.get(f"/articles/{first.article_id}/versions/7/").status_code == 404

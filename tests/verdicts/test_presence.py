"""Who is on an article now: others by name, oneself not, for a minute, and never in anybody's way."""

import pytest

from tests import make
from tests.pages import HTMX, as_user, said
from verdicts import presence

pytestmark = pytest.mark.django_db


def look(user, article) -> str:
    return said(as_user(user).get(f"/articles/{article.pk}/here/", headers=HTMX))


@pytest.fixture
def article():
    return make.version().article


def test_those_who_have_an_article_open_see_each_other_and_not_themselves(article):
    ann, bob = make.user("editor", first_name="Ann", last_name="Lee"), make.user("editor", first_name="Bob")
    look(ann, article)

    seen = [look(bob, article), look(ann, article), look(bob, make.version().article)]

    assert [("Ann Lee" in page, "Bob" in page) for page in seen] == [
        (True, False),
        (False, True),
        (False, False),
    ]


def test_who_left_a_minute_ago_is_not_told(article, monkeypatch):
    ann, bob = make.user("editor", first_name="Ann"), make.editor()
    look(ann, article)
    monkeypatch.setattr(presence, "STAYS", -1)

    assert "Ann" not in look(bob, article)


def test_without_redis_the_page_is_as_ever(article, settings):
    settings.REDIS_URL = "redis://127.0.0.1:1/0"

    assert 'id="here"' in look(make.editor(), article)


def test_a_name_is_text_and_an_article_that_is_not_there_is_not_found(article):
    look(make.user("editor", first_name="<b>Eve"), article)

    me = make.editor()
    statuses = [as_user(me).get(f"/articles/{pk}/here/").status_code for pk in (0, 10**30)]

    assert ("<b>Eve" in look(me, article), statuses) == (False, [404, 404])


def test_who_is_signed_out_is_told_so_and_not_counted(client, article):
    assert client.get(f"/articles/{article.pk}/here/", headers=HTMX).status_code == 401

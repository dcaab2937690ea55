"""Storing articles."""

import threading

import pytest
from django.db import ProgrammingError, connections, transaction

from articles import services
from articles.models import Article, Version
from tests import make

pytestmark = pytest.mark.django_db


def test_the_same_text_is_offered_instead_of_stored_twice():
    first = services.add_article(text="The dam holds.\r\nSo far.", by=make.editor())

    with pytest.raises(services.AlreadyHere) as refused:
        services.add_article(text="The dam holds.\nSo far.\n", by=make.editor())

    assert (refused.value.article, Article.objects.count()) == (first.article, 1)


@pytest.mark.django_db(transaction=True)
def test_the_same_text_sent_twice_at_once_is_stored_once():
    editor, ends = make.editor(), []
    both = threading.Barrier(2)

    def send() -> None:
        both.wait(10)
        try:
            ends.append(services.add_article(text="Sent by an impatient hand.", by=editor).article_id)
        except services.AlreadyHere as here:
            ends.append(here.article.pk)
        connections.close_all()

    threads = [threading.Thread(target=send) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert ends == [Article.objects.get().pk] * 2


def test_a_stored_text_can_not_be_changed_even_by_sql():
    version = make.version("As it was.")

    with pytest.raises(ProgrammingError, match="Cannot update rows"), transaction.atomic():
        Version.objects.filter(pk=version.pk).update(text="As it never was.")


def test_what_no_database_can_store_becomes_a_space_and_offsets_stay():
    assert services.clean_text("a\x00b\ud800c\x1bd") == "a b c d"


def test_the_title_is_the_first_line_where_none_is_given():
    assert make.version("\n  Dam holds  \n\nSo far.").article.title == "Dam holds"


def test_right_to_left_and_astral_text_is_kept_as_it_is():
    text = "قتل تسعة جنود 🚑 𐍈"

    assert make.version(text).text == text

"""Two who bring a newer version at the same moment."""

import threading

import pytest
from django.db import connections

from articles.services import AlreadyHere, add_version
from tests import make

pytestmark = pytest.mark.django_db(transaction=True)

TEXT = "Floods hit Orlava\n\nPolice said 12 people were injured in Orlava."
NEWER = TEXT + "\n\nThe river rose all night."


@pytest.mark.parametrize("is_of_two_articles", [False, True])
def test_of_two_that_bring_the_same_text_at_once_one_finds_it_here(is_of_two_articles):
    articles = [make.version(TEXT).article] * 2
    if is_of_two_articles:
        articles[1] = make.version("Another text.").article
    editor, ends = make.editor(), []

    def bring(number: int) -> None:
        try:
            ends.append(add_version(articles[number], text=NEWER, by=editor).number)
        except AlreadyHere:
            ends.append("here")
        finally:
            connections.close_all()

    threads = [threading.Thread(target=bring, args=[number]) for number in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert sorted(map(str, ends)) == ["2", "here"]

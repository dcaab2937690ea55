"""Notes on words are carried to a newer version: the same words, else the likest, else told as orphans."""

import pytest

from articles.services import add_version
from tests import make
from tests.pages import as_user, said
from verdicts import noting
from verdicts.notes import threads_of

pytestmark = pytest.mark.django_db

OLD = "The mill burned down on Monday. Nine men were hurt. Later nine men were hurt at the dam."


def carried(old: str, new: str, words: str, *, start: int = 0):
    """The one thread of a newer version, of a note on words of the older."""
    version, me = make.version(old), make.editor()
    at = version.text.index(words, start)
    noting.write_note(version, text="Who says so?", by=me, span=(at, at + len(words)))
    newer = add_version(version.article, text=new, by=me)
    return newer, threads_of(newer)[0]


def test_the_same_words_are_found_though_they_moved():
    newer, thread = carried(OLD, "First. " + OLD, "burned down on Monday")

    place = thread.place
    assert (newer.text[place.start : place.end], place.is_exact) == ("burned down on Monday", True)


def test_of_the_same_words_twice_those_with_the_same_neighbours_are_meant():
    new = "Nine men were hurt at the quay. " + OLD
    newer, thread = carried(OLD, new, "men were hurt", start=60)

    assert newer.text[thread.place.start :].startswith("men were hurt at the dam")


def test_other_words_in_the_same_place_are_told_as_others():
    _, thread = carried(OLD, OLD.replace("burned down", "burnt down"), "The mill burned down on Monday")

    assert (thread.place.is_exact, "burnt down" in thread.place.words) == (False, True)


def test_a_note_whose_words_are_gone_is_shown_and_answered_all_the_same():
    newer, thread = carried(OLD, "Quite another story about the harbour of Lindmar.", "burned down on Monday")
    me = as_user(make.editor())

    shown = said(me.get(f"/notes/version/{newer.pk}/"))
    me.post(f"/notes/version/{newer.pk}/", {"text": "They took it out.", "thread": thread.first.pk})

    assert (thread.place, "no longer has these words" in shown) == (None, True)
    assert [note.text for note in threads_of(newer)[0].answers] == ["They took it out."]


def test_an_older_version_shows_no_note_of_a_newer_one():
    version, me = make.version(OLD), make.editor()
    newer = add_version(version.article, text=f"{OLD} More.", by=me)
    noting.write_note(newer, text="New.", by=me, span=(0, 8))

    assert (threads_of(version), len(threads_of(newer))) == ([], 1)

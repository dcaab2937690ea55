"""Notes: in threads, edited, deleted and had back, resolved; who is told; and what must not go wrong."""

import threading
from html import unescape

import pytest
from django.contrib.auth.models import Group
from django.db import connection
from django.test import Client

from tests import make
from verdicts import noting
from verdicts.digests import digest_of_claim, digest_of_dispute
from verdicts.models import Note, Notice
from verdicts.services import NotYours, Stale

pytestmark = pytest.mark.django_db


def as_user(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def said(answer) -> str:
    return unescape(answer.content.decode())


def test_a_note_stands_beside_its_claim():
    claim, me = make.claim(), make.editor()

    as_user(me).post(f"/notes/claim/{claim.pk}/", {"text": "Ask the ministry.\nTwice."})

    assert "Ask the ministry." in said(as_user(make.reader()).get(claim.get_absolute_url()))


def test_notes_stand_on_figures_disputes_and_articles_too():
    dispute, me = make.dispute(3000, 6000), as_user(make.editor())
    figure = dispute.figures.first()
    version = figure.version

    answers = [
        me.post(f"/notes/dispute/{dispute.pk}/", {"text": "On the dispute."}, follow=True),
        me.post(f"/notes/figure/{figure.pk}/", {"text": "On the figure."}, follow=True),
        me.post(
            f"/notes/version/{version.pk}/", {"text": "On words.", "quote": "Officials say"}, follow=True
        ),
    ]

    assert [(a.status_code, a.content.decode().count("On ") > 0) for a in answers] == [(200, True)] * 3
    assert Note.objects.get(version=version).quote == "Officials say"


def test_a_note_is_on_the_words_that_were_chosen():
    version, me = make.version("Nine fell. Then nine fell again: nine."), as_user(make.editor())

    me.post(f"/notes/version/{version.pk}/", {"text": "Which?", "quote": "nine", "start": 16})

    assert (Note.objects.get().start, Note.objects.get().end) == (16, 20)


@pytest.mark.parametrize("quote", ["not there", " ", "x" * 2001])
def test_words_that_are_not_in_the_text_are_refused_and_kept(quote):
    version, me = make.version(), as_user(make.editor())

    answer = me.post(f"/notes/version/{version.pk}/", {"text": "My own words", "quote": quote})

    assert (answer.status_code, "My own words" in said(answer), Note.objects.count()) == (422, True, 0)


@pytest.mark.parametrize(
    "place", ["start=-1&end=4", "start=9&end=3", "start=0&end=99999999999999999999", "start=a"]
)
def test_a_place_that_is_none_is_no_error(place):
    version = make.version()

    assert as_user(make.editor()).get(f"/notes/version/{version.pk}/?{place}").status_code == 200


def test_an_answer_joins_its_thread_and_its_writers_are_told():
    claim, ann, bob = make.claim(), make.editor(), make.editor()
    first = noting.write_note(claim, text="Is this so?", by=ann)

    as_user(bob).post(f"/notes/claim/{claim.pk}/", {"text": "It is.", "thread": first.pk})

    assert list(Notice.objects.values_list("to", "kind", "note__answers")) == [(ann.pk, "answered", first.pk)]


def test_an_answer_to_a_thread_on_something_else_is_refused():
    one, other, me = make.claim(), make.claim(), make.editor()
    first = noting.write_note(one, text="Is this so?", by=me)

    answer = as_user(me).post(f"/notes/claim/{other.pk}/", {"text": "It is.", "thread": first.pk})

    assert (answer.status_code, Note.objects.count()) == (404, 1)


def test_who_is_named_is_told_once_and_sees_it_in_the_inbox():
    claim, ann, bob = make.claim(), make.editor(), make.editor()

    noting.write_note(claim, text=f"@{bob.username}: look, @{bob.username}!", by=ann)

    assert "names you" in said(as_user(bob).get("/inbox/"))
    assert Notice.objects.filter(to=bob).count() == 1


def test_who_is_chosen_in_the_field_is_named():
    claim, bob = make.claim(), make.editor()

    as_user(make.editor()).post(f"/notes/claim/{claim.pk}/", {"text": "Look.", "tell": bob.username})

    assert (Note.objects.get().text, Notice.objects.get().to) == (f"Look.\n@{bob.username}", bob)


def test_nobody_is_told_who_is_not_there_or_left():
    gone = make.user("editor", is_active=False)

    noting.write_note(make.claim(), text=f"@{gone.username} @nobody @@@ @", by=make.editor())

    assert Notice.objects.count() == 0


def test_a_thousand_mentions_tell_twenty():
    people = [make.editor() for _ in range(22)]
    text = " ".join(f"@{person.username}" for person in people) + " @x" * 1000

    noting.write_note(make.claim(), text=text, by=make.editor())

    assert Notice.objects.count() == noting.MOST_TOLD


def test_a_huge_note_is_refused_and_comes_back():
    claim = make.claim()

    answer = as_user(make.editor()).post(f"/notes/claim/{claim.pk}/", {"text": "word " * 1001})

    assert (answer.status_code, "word word" in said(answer), Note.objects.count()) == (422, True, 0)


@pytest.mark.parametrize("text", ["", "  \n ", "a\x00b"])
def test_a_note_that_says_nothing_is_refused(text):
    answer = as_user(make.editor()).post(f"/notes/claim/{make.claim().pk}/", {"text": text})

    assert (answer.status_code, Note.objects.count()) == (422, 0)


def test_scripts_in_notes_are_text_and_links_are_safe():
    claim = make.claim()
    noting.write_note(
        claim, text="<script>x</script> javascript:alert(1) https://example.org/a?b=1&c=2", by=make.editor()
    )

    page = as_user(make.editor()).get(claim.get_absolute_url()).content.decode()

    assert "&lt;script&gt;x" in page
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="nofollow">' in page
    assert 'href="javascript' not in page


def test_an_edited_note_keeps_what_it_said():
    me = make.editor()
    note = noting.write_note(make.claim(), text="First.", by=me)

    as_user(me).post(f"/notes/{note.pk}/edit/", {"text": "Second.", "seen": "First."})

    note.refresh_from_db()
    assert (note.text, [row.text for row in note.earlier.all()]) == ("Second.", ["First."])


def test_a_note_edited_twice_at_once_shows_both():
    me = make.editor()
    note = noting.write_note(make.claim(), text="First.", by=me)
    noting.edit_note(note, text="From the other window.", seen="First.", by=me)

    answer = as_user(me).post(f"/notes/{note.pk}/edit/", {"text": "From this one.", "seen": "First."})

    assert answer.status_code == 409
    assert ("From the other window." in said(answer), "From this one." in said(answer)) == (True, True)


def test_the_first_of_two_edits_in_a_race_is_not_lost():
    me = make.editor()
    note = noting.write_note(make.claim(), text="First.", by=me)
    noting.edit_note(note, text="Second.", seen="First.", by=me)

    with pytest.raises(Stale):
        noting.edit_note(note, text="Third.", seen="First.", by=me)


def test_only_its_writer_edits_or_deletes_a_note():
    note, other = noting.write_note(make.claim(), text="Mine.", by=make.editor()), make.editor()

    codes = [
        as_user(other).post(f"/notes/{note.pk}/{act}/").status_code for act in ("edit", "delete", "restore")
    ]

    assert codes == [403] * 3
    with pytest.raises(NotYours):
        noting.delete_note(note, by=other)


def test_a_deleted_note_is_out_of_sight_and_is_had_back():
    claim, me = make.claim(), make.editor()
    note = noting.write_note(claim, text="Regretted.", by=me)
    client = as_user(me)

    client.post(f"/notes/{note.pk}/delete/")
    without = said(client.get(claim.get_absolute_url()))
    client.post(f"/notes/{note.pk}/restore/")

    assert ("Regretted." in without, "Regretted." in said(client.get(claim.get_absolute_url()))) == (
        False,
        True,
    )


def test_a_thread_is_resolved_and_opened_again():
    note, client = noting.write_note(make.claim(), text="Done?", by=make.editor()), as_user(make.editor())

    client.post(f"/notes/{note.pk}/resolve/")
    resolved = Note.objects.get().resolved_at is not None
    client.post(f"/notes/{note.pk}/reopen/")

    assert (resolved, Note.objects.get().resolved_at) == (True, None)


def test_a_note_is_no_disagreement():
    dispute = make.dispute(3000, 6000)
    claim = dispute.figures.first().claim
    before = digest_of_dispute(dispute), digest_of_claim(claim), dispute.status

    for on in (dispute, claim, dispute.figures.first()):
        noting.write_note(on, text="Wrong!", by=make.editor())

    dispute.refresh_from_db()
    assert (digest_of_dispute(dispute), digest_of_claim(claim), dispute.status) == before


def test_a_reader_is_told_why_there_is_no_form():
    claim, reader = make.claim(), as_user(make.reader())

    page, answer = (
        reader.get(claim.get_absolute_url()),
        reader.post(f"/notes/claim/{claim.pk}/", {"text": "x"}),
    )

    assert ("Readers can't write notes" in said(page), answer.status_code) == (True, 403)


def test_who_lost_their_rights_meanwhile_writes_nothing():
    claim, me = make.claim(), make.editor()
    client = as_user(me)
    client.get(claim.get_absolute_url())
    me.groups.set(Group.objects.filter(name="reader"))

    answer = client.post(f"/notes/claim/{claim.pk}/", {"text": "Too late."}, headers={"HX-Request": "true"})

    assert (answer.status_code, "An admin can make you an editor" in said(answer)) == (403, True)


@pytest.mark.parametrize(
    "path", ["/notes/user/1/", "/notes/claim/999999/", "/notes/claim/99999999999999999999/"]
)
def test_a_note_on_nothing_is_not_found(path):
    assert as_user(make.editor()).post(path, {"text": "x"}).status_code == 404


def test_marks_say_how_many_threads_are_open():
    dispute = make.dispute(3000, 6000)
    figure = dispute.figures.first()
    noting.write_note(figure, text="One.", by=make.editor())

    board = said(as_user(make.reader()).get(dispute.get_absolute_url()))
    text = said(as_user(make.reader()).get(figure.version.article.get_absolute_url()))

    assert (board.count("open note"), text.count('data-notes="1"')) == (1, 1)


@pytest.mark.django_db(transaction=True)
def test_a_double_click_writes_one_note():
    claim, me = make.claim(), make.editor()

    def press() -> None:
        noting.write_note(claim, text="Once.", by=me)
        connection.close()

    presses = [threading.Thread(target=press) for _ in range(4)]
    for one in presses:
        one.start()
    for one in presses:
        one.join()

    assert Note.objects.count() == 1

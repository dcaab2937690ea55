"""Near copies: an agency's report under another headline, found as it comes in and counted once."""

import threading
from collections import Counter

import pytest
from django.db import connection, connections
from django.test import Client

from articles import near_copies, querysets, services
from articles.models import NearCopy, Sketch, Version
from articles.sketches import nearness, sketch_of
from claims.models import Dispute, Outline
from claims.voices import count_voices
from tests import make
from verdicts.desk import Work
from verdicts.working import fill_queue, follow_copies

pytestmark = pytest.mark.django_db

REPORT = """Floods in the valley

A flood killed 14 people in the Orla valley on Monday night, and 230 houses were damaged.

The water came over the dam above Orlava shortly after ten, when most of the town was asleep. Firemen went
from door to door until the morning, and two army helicopters took people from the roofs of the lower quarter.

The road to the coast is closed at three places. Trains end at Mersk, where the town has opened a school for
those who can't go home. The mayor asked everybody to boil their water until Friday.

It was the second flood of the valley within a decade. After the first one the dam was raised by half a metre,
which the engineers of the district then called enough for a hundred years."""
COPY = REPORT.replace("Floods in the valley", "Night of horror: dam gives way").replace(
    "everybody to boil their water", "all residents to boil water"
)


def test_a_copy_with_another_headline_and_small_edits_is_linked_to_the_first():
    first = make.version(REPORT, publisher="Northern Agency")

    copy = make.version(COPY, publisher="Evening Post")

    link = NearCopy.objects.get()
    assert (link.article, link.of, link.percent > 90) == (copy.article, first.article, True)


@pytest.mark.parametrize(
    ("text", "is_copy"),
    [
        (REPORT + "\n\nOur reporter adds that the market will not be held this week.", True),
        ("\n\n".join(reversed(REPORT.split("\n\n"))), False),  # hardly told in the same order
        (REPORT[: len(REPORT) * 6 // 10], True),
        (REPORT.replace("14", "31").replace("230", "412").replace("Monday", "Friday"), False),
        ("A storm took the roof off a school in Karst. " * 3 + "Nobody was there at that hour.", False),
    ],
    ids=["added to", "turned about", "cut short", "the next of a series", "another story"],
)
def test_what_is_a_near_copy(text, is_copy):
    assert bool(nearness(REPORT, text)) is is_copy


def test_a_copy_of_a_copy_is_linked_to_the_first():
    first, _ = make.version(REPORT), make.version(COPY)

    third = make.version(COPY.replace("two army helicopters", "2 helicopters of the army"))

    assert third.article.near_copy.of == first.article


def test_a_short_text_is_nobody_s_copy():
    make.version("Nine people died in Orlava.")

    make.version("Nine people died in Orlava!")

    assert NearCopy.objects.count() == 0


def test_a_copy_that_is_told_anew_in_own_words_is_none_any_more():
    make.version(REPORT)
    copy = make.version(COPY)

    services.add_version(
        copy.article, text="We have looked into the flood ourselves. " * 30, by=make.editor()
    )

    assert NearCopy.objects.count() == 0


def test_texts_from_before_there_were_sketches_are_looked_at_later():
    make.version(REPORT)
    copy = make.version(COPY)
    NearCopy.objects.all().delete()
    Sketch.objects.all().delete()

    assert (near_copies.sketch_the_rest(), near_copies.sketch_the_rest()) == (2, 0)
    assert NearCopy.objects.get().article == copy.article


@pytest.fixture
def few(monkeypatch) -> int:
    """So many sketches keep a band: fewer than in earnest, so that a test needs few texts."""
    monkeypatch.setattr(near_copies, "EACH_BAND", 5)
    monkeypatch.setattr(querysets, "EACH_BAND", 5)
    return 5


def test_a_notice_that_very_many_pages_share_makes_no_copies_and_no_long_lists(few):
    notice = " ".join(f"notice{n}" for n in range(110))
    texts = [f"Report {n}. " + " ".join(f"w{n}x{i}" for i in range(90)) + " " for n in range(40)]

    for text in texts:
        make.version(text + notice)

    stored = Counter(band for row in Sketch.objects.all() for band in row.bands)
    assert (NearCopy.objects.count(), max(stored.values())) == (0, few)


def test_of_very_many_copies_each_is_linked_to_the_first(few):
    first = make.version(REPORT)

    for n in range(3 * few):
        make.version(f"{COPY}\n\nThis is the copy of paper number {n} of the valley.")

    assert NearCopy.objects.filter(of=first.article).count() == 3 * few


def test_a_number_in_a_copy_is_said_once_until_an_editor_says_that_it_is_none():
    first = make.read(REPORT, publisher="Northern Agency")
    told = COPY.replace("A flood killed 14 people", "It is known that 14 people were killed by a flood")
    copy = make.read(told, publisher="Evening Post")
    dispute = Dispute.objects.get(figures__version=first, figures__text__startswith="14")
    assert dispute.figures.filter(version=copy).exists()
    assert (count_voices([dispute.pk]), Outline.objects.get(dispute=dispute).article_count) == (
        {dispute.pk: 1},
        1,
    )

    near_copies.deny_copy(copy.article, by=make.editor())
    assert count_voices([dispute.pk]) == {dispute.pk: 2}

    near_copies.restore_copy(copy.article)
    assert count_voices([dispute.pk]) == {dispute.pk: 1}


def test_a_number_that_only_the_copy_gives_counts_for_itself():
    first = make.read(REPORT, publisher="Northern Agency")
    make.read(COPY.replace("killed 14 people", "killed 17 people"), publisher="Evening Post")

    dispute = Dispute.objects.get(figures__version=first, figures__text__startswith="14")
    assert count_voices([dispute.pk]) == {dispute.pk: 2}


def claims_in_queue(version: Version) -> int:
    return Work.objects.filter(claim__version=version).count()


def test_the_queue_has_each_claim_of_a_report_and_its_copies_once():
    make.read(COPY)
    fill_queue()
    own = COPY + "\n\nThe market in Orlava will be held again in 9 days."
    later = make.read(own)

    fill_queue()

    assert [w.claim.text for w in Work.objects.filter(claim__version=later)] == [own.split("\n\n")[-1]]


def test_a_sentence_that_the_copy_words_a_little_otherwise_is_in_the_queue_once():
    make.read(REPORT)
    told = COPY.replace("A flood killed", "The flood has killed").replace("on Monday night, and", "and")
    copy = make.read(told.replace("It was the second flood of", "It was a second flood in"))

    fill_queue()

    queued = Work.objects.filter(claim__version=copy).values_list("claim__text", flat=True)
    assert [text for text in queued if "flood" in text] == [
        "It was a second flood in the valley within a decade."
    ]


def test_who_says_that_it_is_no_copy_gets_its_claims_into_the_queue_and_out_again():
    make.read(REPORT)
    copy = make.read(COPY)
    fill_queue()
    few = claims_in_queue(copy)

    near_copies.deny_copy(copy.article, by=make.editor())
    follow_copies(copy.article_id)
    many = claims_in_queue(copy)
    near_copies.restore_copy(copy.article)
    follow_copies(copy.article_id)

    assert (few < many, claims_in_queue(copy)) == (True, few)


def client_of(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_both_pages_say_it_and_what_differs_is_shown():
    first, copy = make.version(REPORT, publisher="Northern Agency"), make.version(COPY)
    client = client_of(make.editor())

    theirs, mine, differs = (
        client.get(address).content.decode()
        for address in (
            first.article.get_absolute_url(), copy.article.get_absolute_url(),
            f"/articles/{copy.article_id}/copy/",
        )
    )  # fmt: skip

    share = f"{copy.article.near_copy.percent}&nbsp;% the same"
    assert ("1 near copy of this article" in theirs, share in theirs, share in mine) == (True, True, True)
    assert ("near copy of" in mine, "<del>everybody" in differs) == (True, True)
    assert "This is not a copy" in differs


def test_an_editor_says_that_it_is_no_copy_and_takes_it_back():
    make.version(REPORT)
    copy = make.version(COPY)
    client, address = client_of(make.editor()), f"/articles/{copy.article_id}/copy/judge/"

    client.post(address, {"is_copy": "no"})
    denied = client.get(copy.article.get_absolute_url()).content.decode()
    client.post(address, {"is_copy": "yes"})

    assert "an editor said that this is no copy" in denied
    assert NearCopy.objects.standing().count() == 1


def test_what_an_editor_said_stands_when_a_new_version_comes():
    make.version(REPORT)
    copy = make.version(COPY)
    near_copies.deny_copy(copy.article, by=make.editor())

    services.add_version(copy.article, text=COPY + "\n\nMore to come.", by=make.editor())

    assert NearCopy.objects.standing().count() == 0


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("editor", 302)])
def test_only_who_may_change_articles_judges_copies(who, status):
    version = make.version(REPORT)
    client = client_of(getattr(make, who)())

    answers = [
        client.post(f"/articles/{version.article_id}/copy/judge/", {"is_copy": "\0" * 9}) for _ in "ab"
    ]

    assert [answer.status_code for answer in answers] == [status, status]
    assert client.get(f"/articles/{version.article_id}/copy/").status_code == 404


@pytest.mark.django_db(transaction=True)
def test_of_two_copies_that_come_at_once_one_sees_the_other():
    editor, texts = make.editor(), [REPORT, COPY]

    def bring(text: str) -> None:
        try:
            services.add_article(text=text, by=editor)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=bring, args=[text]) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)

    assert NearCopy.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_copies_that_come_at_once_the_key_that_each_drew_is_no_matter():
    editor = make.editor()
    with connection.cursor() as cursor:
        cursor.execute("SELECT setval(pg_get_serial_sequence('articles_article', 'id'), 1000)")
    later = services.add_article(text=REPORT, by=editor)
    with connection.cursor() as cursor:  # as if this one had drawn its key first and was slower
        cursor.execute("SELECT setval(pg_get_serial_sequence('articles_article', 'id'), 900)")

    slower = services.add_article(text=COPY, by=editor)

    assert [(link.article, link.of) for link in NearCopy.objects.all()] == [(slower.article, later.article)]


def test_a_text_of_one_word_over_and_over_has_no_sketch():
    assert sketch_of("word " * 100_000) == []

"""Whoever may not do something is told why, and what would help: on the page, and where they try anyway."""

import re

import pytest
from django.contrib.auth.models import User
from django.urls import URLPattern, get_resolver, reverse

from tests import make
from tests.pages import HTMX, as_user, said
from tests.verdicts.test_approval_views import resolution, verdict
from verdicts.models import Verdict

pytestmark = pytest.mark.django_db
ROOMS = ("articles", "claims", "verdicts")
ARGUMENT = {"IntConverter": "4711", "UUIDConverter": "6e3ddf2e-54b7-4b4b-8f4b-5a3ef0a8e7b9"}
KNOWN_WORDS = {"notes": "claim", "history_on": "claim", "change_note": "delete"}
HELP = re.compile(r"An admin can make you an editor|Only a chief|Only an admin|Only editors")
# What is the reader's own: weights, filters, what they were told.
THEIR_OWN = {"weigh", "save_filter", "change_filter", "delete_filter", "restore_filter", "read_notices"}
# Doors that look for their row first; they are tried below, with rows.
WITH_ROWS = {"notes", "beside", *(f"{act}_{kind}" for act in ("approve", "override", "return")
             for kind in ("verdict", "resolution"))}  # fmt: skip


def doors() -> list[tuple[str, str]]:
    """Each address of the rooms with its name, and arguments that name nothing."""
    found = []
    for room in get_resolver().url_patterns:
        if getattr(room, "app_name", "") not in ROOMS:
            continue
        for door in room.url_patterns:
            if isinstance(door, URLPattern) and door.name:
                kinds = [type(converter).__name__ for converter in door.pattern.converters.values()]
                arguments = [ARGUMENT.get(kind, KNOWN_WORDS.get(door.name, "claim")) for kind in kinds]
                found.append((door.name, reverse(f"{room.app_name}:{door.name}", args=arguments)))
    return found


def test_every_door_that_writes_refuses_a_reader_and_says_who_can_help():
    desk = as_user(make.reader())
    tried = [(name, desk.post(path)) for name, path in doors() if name not in THEIR_OWN | WITH_ROWS]
    refused = [(name, answer) for name, answer in tried if answer.status_code != 405]  # pages only to be read

    wordless = [
        name for name, answer in refused if answer.status_code != 403 or not HELP.search(said(answer))
    ]

    assert (len(refused) > 30, wordless) == (True, [])


@pytest.mark.parametrize("propose", [verdict, resolution])
@pytest.mark.parametrize(
    ("who", "act", "sentence"),
    [
        (make.reader, "approve", "Only a chief approves or sends back"),
        (make.editor, "approve", "Only a chief approves or sends back"),
        (make.editor, "return", "Only a chief approves or sends back"),
        (make.chief, "override", "Only an admin lets a"),
    ],
)
def test_who_may_not_answer_a_proposal_is_told_whose_it_is(propose, who, act, sentence):
    given = propose()

    answer = as_user(who()).post(f"/{given._meta.model_name}s/{given.pk}/{act}/", {"because": "So."})

    given.refresh_from_db()
    assert (answer.status_code, sentence in said(answer), given.state) == (403, True, "proposed")


@pytest.mark.parametrize("who", [make.editor, make.chief, make.admin])
def test_an_author_is_told_on_the_page_why_the_button_is_not_there(who):
    author = who()
    given = verdict(by=author)

    page = said(as_user(author).get(given.claim.get_absolute_url()))

    assert ("You can&#x27;t approve this: you wrote it." in page, "/approve/" in page) == (True, False)


def test_notes_and_comparisons_refuse_a_reader_in_words_too():
    dispute, desk = make.dispute(3000, 6000), as_user(make.reader())
    one, other = dispute.figures.order_by("pk")

    note = desk.post(f"/notes/dispute/{dispute.pk}/", {"text": "Why?"})
    beside = desk.post(f"/figures/{one.pk}/beside/{other.pk}/", {"relation": "agree"})

    assert [(a.status_code, bool(HELP.search(said(a)))) for a in (note, beside)] == [(403, True)] * 2


@pytest.mark.parametrize(
    ("where", "sentence"),
    [
        ("/articles/", "Readers can’t add articles."),
        ("/intake/", "Readers can’t add articles or try again"),
        ("{article}", "Readers can’t mark text, set ends, or change the article’s details"),
        ("{article}versions/", "Readers can’t add versions."),
        ("{claim}", "Readers can't give verdicts."),
        ("{claim}", "Readers can’t set its ends or dismiss it."),
        ("{claim}", "Readers can't write notes."),
        ("{figure}", "Readers can't review figures or mark text."),
        ("{dispute}", "Readers can't resolve disputes."),
        ("{dispute}", "Readers can't word or regroup questions."),
        ("/queue/", "Readers can't take or assign claims."),
        ("/queue/weights/", "Only an admin sets what counts for the team."),
        ("/inbox/", "Approving is for chiefs"),
    ],
)
def test_a_page_says_a_reader_why_its_buttons_are_not_there(where, sentence):
    dispute = make.dispute(3000, 6000)
    figure = dispute.figures.first()
    rows = {"dispute": dispute, "figure": figure, "claim": figure.claim, "article": figure.version.article}
    make.work("Village A has no doctor.")
    address = where.format(**{name: row.get_absolute_url() for name, row in rows.items()})

    shown = said(as_user(make.reader()).get(address)).replace("&#x27;", "'")

    assert sentence in shown


def lose_rights(person: User) -> None:
    """As an admin does in Django admin, while the person has a page open."""
    person.groups.set([])


def test_who_lost_their_rights_meanwhile_is_told_so_in_place():
    person, claim = make.editor(), make.claim()
    desk = as_user(person)
    desk.get(claim.get_absolute_url())
    lose_rights(person)

    answer = desk.post(f"/claims/{claim.pk}/verdicts/", {"summary": "It holds."}, headers=HTMX)

    assert (answer.status_code, Verdict.objects.count(), "<html" in said(answer)) == (403, 0, False)
    assert "An admin can make you an editor." in said(answer)
    assert "Nothing was saved. What you typed is still in the form." in said(answer)

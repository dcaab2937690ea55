"""Evidence links are kept when they are given, and looked at again."""

from datetime import timedelta

import pytest
from django.utils import timezone

from articles.models import Snapshot
from tests import make
from tests.articles.test_intake import page
from tests.pages import as_user, said
from verdicts.copies import due_copies, look_at_link
from verdicts.digests import digest_of_claim
from verdicts.models import EvidenceSnapshot, Rating
from verdicts.services import give_verdict

pytestmark = pytest.mark.django_db


def evidence(*addresses: str):
    """A verdict that rests on these links, and the copies that are to be kept of them."""
    claim = make.claim()
    pieces = [{"address": address, "quote": "as it says", "stance": "context"} for address in addresses]
    verdict = give_verdict(
        claim, rating=Rating.objects.first(), summary="It is so.", reason="See there.", evidence=pieces,
        seen=digest_of_claim(claim), by=make.editor(),
    )  # fmt: skip
    return verdict, list(EvidenceSnapshot.objects.order_by("pk"))


def test_a_link_is_kept_when_it_is_given_and_a_mere_passage_needs_no_copy(pages):
    _, copies = evidence(pages.serve("/source", page()), "")

    due = due_copies()
    kept = look_at_link(due[0])

    assert (due, due_copies()) == ([copies[0].pk], [])
    assert (kept.state, kept.first.final_address, kept.first == kept.latest) == (
        "ok",
        pages.at("/source"),
        True,
    )
    assert kept.due_at - kept.checked_at == timedelta(days=1)


def test_an_unchanged_page_is_not_kept_twice_even_where_its_comments_changed(pages):
    _, [copy] = evidence(pages.serve("/source", page()))
    look_at_link(copy.pk)
    pages.serve("/source", page().replace("14 ambulances", "15 ambulances"))

    again = look_at_link(copy.pk)

    assert (again.state, Snapshot.objects.count(), again.due_at - again.checked_at) == (
        "ok",
        1,
        timedelta(days=7),
    )


def test_a_changed_page_is_kept_beside_the_first_and_may_change_back(pages):
    _, [copy] = evidence(pages.serve("/source", page()))
    first = look_at_link(copy.pk).first
    pages.serve("/source", page().replace("Nine people", "Ten people"))
    changed = look_at_link(copy.pk)
    pages.serve("/source", page())

    back = look_at_link(copy.pk)

    assert (changed.state, changed.first, changed.latest == first) == ("changed", first, False)
    assert (back.state, back.first) == ("ok", first)


def test_a_page_that_is_gone_says_so_and_its_copy_stays(pages):
    _, [copy] = evidence(pages.serve("/source", page()))
    first = look_at_link(copy.pk).first
    pages.routes.pop("/source")

    gone = look_at_link(copy.pk)

    assert (gone.state, "404" in gone.said, gone.first) == ("gone", True, first)


def test_a_fault_that_may_pass_is_not_taken_for_rot_at_once(pages):
    _, [copy] = evidence(pages.serve("/source", lambda h: h.give(b"", status=503)))

    states = [look_at_link(copy.pk).state for _ in range(4)]

    assert states == ["waiting"] * 3 + ["unreachable"]


@pytest.mark.parametrize(
    "address", ["http://169.254.169.254/latest/", "http://localhost:8000/", "http://10.0.0.1/"]
)
def test_evidence_is_fetched_by_the_guarded_client_alone(address):
    _, [copy] = evidence(address)

    seen = look_at_link(copy.pk)

    assert (seen.state, "public web" in seen.said, Snapshot.objects.count()) == ("unreachable", True, 0)


def test_a_worker_that_died_is_replaced(pages):
    _, [copy] = evidence(pages.at("/source"))
    due_copies()
    EvidenceSnapshot.objects.update(due_at=timezone.now() - timedelta(seconds=1))

    assert due_copies() == [copy.pk]


def test_the_state_of_a_link_is_shown_beside_it(pages):
    verdict, [copy] = evidence(pages.serve("/source", page()))
    address = verdict.claim.get_absolute_url()
    reader = as_user(make.reader())

    waiting = said(reader.get(address))
    first = look_at_link(copy.pk).first
    kept = said(reader.get(address))
    pages.routes.pop("/source")
    look_at_link(copy.pk)
    gone = said(reader.get(address))

    assert ("copy not kept yet" in waiting, "link unchanged" in kept, "page gone" in gone) == (
        True,
        True,
        True,
    )
    assert f"/copies/{first.pk}/" in gone

"""Two people, or a person and a worker, at once: a clear answer, nothing lost, nothing half-done."""

import pytest

from claims.models import Dispute, Figure
from sources.services import merge_sources
from tests import make
from tests.pages import HTMX, as_user, said
from tests.racing import at_once
from verdicts.digests import digest_of_dispute, digest_of_figure
from verdicts.models import Notice, Placement, Reopening, Resolution
from verdicts.placements import merge_disputes
from verdicts.reopenings import reopen_decided
from verdicts.services import MergedAway, Stale, approve_decision, resolve_dispute, review_figure

pytestmark = pytest.mark.django_db(transaction=True, serialized_rollback=True)


def resolve(dispute: Dispute, *, seen: str, by, wording: str = "Between 3 and 6.") -> Resolution:
    return resolve_dispute(
        dispute, method="range", low=3, high=6, wording=wording, reason="They differ.", seen=seen, by=by
    )


def proposed(dispute: Dispute) -> Resolution:
    return resolve(dispute, seen=digest_of_dispute(dispute), by=make.editor())


def form(seen: str, **fields: str) -> dict[str, str]:
    return {
        "seen": seen, "method": "range", "low": "3", "best": "", "high": "6", "wording": "Between 3 and 6.",
        "reason": "They differ.", "evidence-TOTAL_FORMS": "0", "evidence-INITIAL_FORMS": "0",
    } | fields  # fmt: skip


def test_of_two_editors_who_resolve_at_once_one_has_to_look_again():
    dispute = make.dispute(3, 6)
    seen, people = digest_of_dispute(dispute), (make.editor(), make.editor())

    results = at_once(*(lambda by=by: resolve(dispute, seen=seen, by=by) for by in people))

    assert (results.count(Stale), Resolution.objects.count()) == (1, 1)


@pytest.mark.parametrize("outcome", ["corrected", "dismissed"])
def test_a_figure_reviewed_while_a_resolution_is_written_is_answered_with_all_that_was_typed(outcome):
    dispute = make.dispute(3, 6, 9)
    desk, seen = as_user(make.editor()), digest_of_dispute(dispute)
    figure = dispute.figures.get(text="6")
    review_figure(
        figure, outcome=outcome, seen=digest_of_figure(figure), by=make.editor(), reason="Misread",
        correction={"value": 5, "low": 5, "high": 5} if outcome == "corrected" else None,
    )  # fmt: skip

    answer = desk.post(f"/disputes/{dispute.pk}/resolutions/", form(seen, reason="A reason of my own."))

    page = said(answer)
    assert (answer.status_code, Resolution.objects.count()) == (409, 0)
    assert ("The board changed while you wrote" in page, "A reason of my own." in page) == (True, True)


def fall_apart(dispute: Dispute) -> None:
    figure = dispute.figures.get(text="6")
    review_figure(
        figure, outcome="dismissed", seen=digest_of_figure(figure), by=make.editor(), reason="Misread"
    )


@pytest.mark.parametrize("headers", [{}, HTMX])
def test_a_dispute_that_fell_apart_while_it_was_resolved_gives_back_all_that_was_typed(headers):
    dispute = make.dispute(3, 6)
    desk, seen, address = (
        as_user(make.editor()),
        digest_of_dispute(dispute),
        f"/disputes/{dispute.pk}/resolutions/",
    )
    fall_apart(dispute)

    answer = desk.post(address, form(seen, reason="A reason of my own.", wording="<b>3</b>"), headers=headers)

    page = said(answer)
    assert answer.status_code == 409
    assert [words for words in ("A reason of my own.", "&lt;b&gt;3&lt;/b&gt;") if words not in page] == []


def test_a_dispute_that_somebody_has_a_draft_for_stays_when_it_falls_apart():
    dispute = make.dispute(3, 6)
    desk = as_user(make.editor())
    desk.post(
        f"/disputes/{dispute.pk}/draft/", form(digest_of_dispute(dispute), reason="A reason of my own.")
    )

    fall_apart(dispute)

    assert "A reason of my own." in said(desk.get(dispute.get_absolute_url()))


def test_a_figure_dismissed_at_the_moment_of_resolving_is_in_what_was_seen_or_the_editor_looks_again():
    dispute = make.dispute(3, 6, 9)
    figure = dispute.figures.get(text="9")
    seen, seen_figure, by = digest_of_dispute(dispute), digest_of_figure(figure), make.editor()

    results = at_once(
        lambda: resolve(dispute, seen=seen, by=by),
        lambda: review_figure(figure, outcome="dismissed", reason="Misread", seen=seen_figure, by=by),
    )

    assert Figure.objects.get(pk=figure.pk).is_dismissed
    stored = [row["text"] for r in Resolution.objects.all() for row in r.figures_seen]
    assert stored == ([] if results[0] is Stale else ["3", "6", "9"])


def test_a_proposal_on_a_dispute_that_was_merged_is_not_approved_and_can_be_taken_up_there():
    dispute, other = make.dispute(3, 6), make.dispute(4, 5, question="How many fell?")
    proposal = proposed(dispute)
    merge_disputes(dispute, into=other, seen=digest_of_dispute(dispute), by=make.editor())

    answer = as_user(make.chief()).post(f"/resolutions/{proposal.pk}/approve/")
    taken_up = said(as_user(make.editor()).get(f"/disputes/{other.pk}/?from={proposal.pk}"))

    proposal.refresh_from_db()
    assert (answer.status_code, proposal.state) == (409, "proposed")
    assert "was merged into “How many fell?” meanwhile. Nothing was approved." in said(answer)
    assert f'href="/disputes/{other.pk}/"' in said(answer)
    assert "Between 3 and 6." in taken_up[taken_up.index('id="resolution-form"') :]


def test_a_proposal_is_approved_before_the_merge_or_not_at_all():
    dispute, other = make.dispute(3, 6), make.dispute(4, 5)
    proposal, chief, by = proposed(dispute), make.chief(), make.editor()
    seen = digest_of_dispute(dispute)

    results = at_once(
        lambda: approve_decision(proposal, by=chief),
        lambda: merge_disputes(dispute, into=other, seen=seen, by=by),
    )

    proposal.refresh_from_db(), dispute.refresh_from_db()
    was_merged = isinstance(results[1], Placement)
    assert (dispute.merged_into == other) == was_merged
    assert (proposal.state == "approved") == (results[0] is not MergedAway)
    assert was_merged or results[1] is Stale  # approved first: the other editor has to look again
    assert not (was_merged and dispute.figures.exists())


def test_of_two_chiefs_who_approve_at_once_one_is_told_and_the_author_once():
    proposal = proposed(make.dispute(3, 6))
    chiefs = make.chief(), make.chief()

    results = at_once(*(lambda by=by: approve_decision(proposal, by=by) for by in chiefs))

    assert (results.count(Stale), Notice.objects.filter(kind="approved").count()) == (1, 1)


def test_workers_that_find_the_same_reason_at_once_store_and_tell_it_once():
    dispute = make.dispute(3, 6)
    approve_decision(proposed(dispute), by=make.chief())
    make.figure(9, said_by="The army", dispute=dispute)

    at_once(*(lambda: reopen_decided([dispute.pk]) for _ in range(4)))

    assert (Reopening.objects.count(), Notice.objects.filter(kind="reopened").count()) == (1, 2)


def test_a_source_merged_away_while_a_resolution_is_written_is_named_as_it_is_called_now():
    dispute = make.dispute(3, 6)
    seen, by = digest_of_dispute(dispute), make.editor()
    source = dispute.figures.get(text="6").attributions.get().source
    into = make.source("Ministry of Defence")

    merge_sources(source, into=into, by=make.admin())
    resolution = approve_decision(resolve(dispute, seen=seen, by=by), by=make.chief())
    reopen_decided([dispute.pk])

    assert [row["sources"] for row in resolution.figures_seen][1] == ["Ministry of Defence"]
    assert not Reopening.objects.exists()

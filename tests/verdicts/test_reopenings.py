"""What re-opens an approved resolution: stored once, by whatever brought it, and told to who decided."""

import pytest
from django.db import DatabaseError

from claims.models import Dispute, Figure
from claims.tasks import read_version
from tests import make
from tests.pages import HTMX, as_user, said
from verdicts.comparisons import overrule
from verdicts.digests import digest_of_dispute, digest_of_figure, digest_of_pair
from verdicts.models import Notice, Reopening, Resolution
from verdicts.placements import move_figures
from verdicts.reopenings import reopen_decided
from verdicts.services import approve_decision, resolve_dispute, return_decision, review_figure
from verdicts.waiting import count_waiting, reopened_disputes

pytestmark = pytest.mark.django_db


def resolved(dispute: Dispute, *, low: float | None = 3, high: float | None = 6, by=None) -> Resolution:
    dispute.refresh_from_db()
    return resolve_dispute(
        dispute, method="range", low=low, high=high, wording="Between 3 and 6.", reason="They differ.",
        seen=digest_of_dispute(dispute), by=by or make.editor(),
    )  # fmt: skip


def approved(dispute: Dispute, **fields) -> Resolution:
    return approve_decision(resolved(dispute, **fields), by=make.chief())


def sentences() -> list[str]:
    return list(Reopening.objects.values_list("sentence", flat=True))


def joins(dispute: Dispute, value: float) -> Figure:
    figure = make.figure(value, said_by="The army", dispute=dispute)
    reopen_decided([dispute.pk])
    return figure


# --- what re-opens ---


def test_a_figure_that_joins_outside_is_stored_once_with_a_sentence_and_tells_both_people():
    dispute = make.dispute(3, 6)
    resolution = approved(dispute)
    Notice.objects.all().delete()

    joins(dispute, 9)
    reopen_decided([dispute.pk])

    assert sentences() == ["“9” (The army) joined, outside what was decided."]
    told = {notice.to for notice in Notice.objects.filter(kind="reopened")}
    assert told == {resolution.given_by, resolution.approved_by}
    assert [d for d, _ in reopened_disputes()] == [dispute]


def test_a_figure_that_joins_within_leaves_it_closed():
    dispute = make.dispute(3, 6)
    approved(dispute)

    joins(dispute, 4)

    assert sentences() == []


def test_a_corrected_figure_re_opens_and_its_correction_back_does_not_do_so_twice():
    dispute = make.dispute(3, 6)
    approved(dispute)
    by = make.editor()

    for value in (9, 6, 9):
        figure = dispute.figures.order_by("pk").last()
        correction = {"value": value, "low": value, "high": value}
        review_figure(
            figure, outcome="corrected", correction=correction, seen=digest_of_figure(figure), by=by
        )

    assert len(sentences()) == 1


def test_a_dismissed_figure_re_opens_where_the_rest_agree_now():
    dispute = make.dispute(3, 6)
    make.figure(3, dispute=dispute)
    approved(dispute)
    figure = dispute.figures.get(text="6")

    review_figure(
        figure, outcome="dismissed", reason="Misread", seen=digest_of_figure(figure), by=make.editor()
    )

    assert sentences() == ["When this was decided the figures were in conflict; now they all agree."]


def test_a_figure_that_is_moved_to_a_decided_dispute_re_opens_it():
    dispute, other = make.dispute(3, 6), make.dispute(40, 41, 42)
    approved(dispute)
    figures = list(other.figures.filter(text="42").values_list("pk", flat=True))

    move_figures(other, figures=figures, to=dispute, seen=digest_of_dispute(other), by=make.editor())

    assert len(sentences()) == 1
    assert "“42”" in sentences()[0]


def test_an_overruled_comparison_re_opens_what_was_decided_on_the_other_one():
    dispute = make.dispute(3, 6)
    approved(dispute)
    one, other = dispute.figures.order_by("pk")

    overrule(
        (one, other), relation="period", reason="May.", seen=digest_of_pair(one, other), by=make.editor()
    )

    assert sentences() == [
        "When this was decided the figures were in conflict; now some count something else."
    ]


def test_a_newer_approved_resolution_closes_it_again():
    dispute = make.dispute(3, 6)
    approved(dispute)
    joins(dispute, 9)

    approved(dispute, high=9)

    assert (reopened_disputes(), len(sentences())) == ([], 1)


def test_what_came_in_between_proposal_and_approval_re_opens_at_once():
    dispute = make.dispute(3, 6)
    resolution = resolved(dispute)
    joins(dispute, 9)
    assert sentences() == []

    approve_decision(resolution, by=make.chief())

    assert len(sentences()) == 1


def test_a_proposal_is_not_re_opened_and_tells_nobody():
    dispute = make.dispute(3, 6)
    resolved(dispute)

    joins(dispute, 9)

    assert (sentences(), Notice.objects.count()) == ([], 0)


def test_what_re_opened_is_kept_for_good():
    dispute = make.dispute(3, 6)
    approved(dispute)
    joins(dispute, 9)

    with pytest.raises(DatabaseError, match="Cannot update or delete"):
        Reopening.objects.all().delete()


def test_the_worker_re_opens_and_reading_the_same_again_does_not_do_so_twice():
    make.read("Nine soldiers were killed in Kursk, the ministry said.")
    make.read("Twelve soldiers were killed in Kursk, the army said.")
    dispute = Dispute.objects.get()
    approved(dispute, low=9, high=12)
    version = make.version("Twenty soldiers were killed in Kursk, the agency said.")

    for _ in range(2):
        read_version(make.extraction(version).pk)

    assert sentences() == ["“Twenty” (agency) joined, outside what was decided."]
    assert Notice.objects.filter(kind="reopened").count() == 2


# --- who is told ---


def test_an_author_is_told_of_the_answer_and_nobody_of_their_own():
    first, second, third = make.dispute(3, 6), make.dispute(4, 5), make.dispute(1, 2)
    author = make.editor()
    approve_decision(resolved(first, by=author), by=make.chief())
    return_decision(resolved(second, by=author), because="Who counted?", by=make.chief())
    return_decision(resolved(third, by=author), because="My mistake.", by=author)

    told = list(Notice.objects.filter(to=author).order_by("pk").values_list("kind", flat=True))

    assert told == ["approved", "returned"]
    assert "“Who counted?”" in Notice.objects.get(kind="returned").sentence


def test_who_left_the_desk_is_told_nothing():
    dispute = make.dispute(3, 6)
    author = make.editor()
    author.is_active = False
    author.save()
    approved(dispute, by=author)

    joins(dispute, 9)

    assert not Notice.objects.filter(to=author).exists()


def test_a_notice_counts_in_the_bar_until_it_is_read():
    dispute = make.dispute(3, 6)
    author = make.editor()
    approved(dispute, by=author)
    desk = as_user(author)
    assert "News for you" in said(desk.get("/inbox/"))
    pk = Notice.objects.get(to=author).pk

    before = count_waiting(author)
    answer = desk.post("/inbox/read/", {"notice": [pk, "x", "9" * 30]}, headers=HTMX)

    assert (before, count_waiting(author), answer.status_code) == (1, 0, 200)
    assert "News for you" not in said(desk.get("/inbox/"))


def test_nobody_puts_away_the_notice_of_another():
    dispute = make.dispute(3, 6)
    approved(dispute)

    as_user(make.editor()).post("/inbox/read/", {"notice": Notice.objects.get().pk})

    assert Notice.objects.unread().count() == 1

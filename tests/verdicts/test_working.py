"""The desk's work: what comes into the queue, who gets what, and how it is undone."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction
from django.utils import timezone

from claims.models import Claim
from claims.placing import refresh_disputes
from tests import make
from verdicts import working
from verdicts.digests import digest_of_claim
from verdicts.models import Rating, Work, WorkEvent
from verdicts.queue_search import in_order, weights_of
from verdicts.services import approve_decision, give_verdict, return_decision

pytestmark = pytest.mark.django_db


def ranked() -> list[int]:
    return list(Work.objects.open().order_by("-rank", "-pk").values_list("pk", flat=True))


def verdict(claim: Claim, by):
    rating = Rating.objects.first()
    return give_verdict(
        claim, rating=rating, summary="So it is.", reason="Seen.", seen=digest_of_claim(claim), by=by
    )


# --- what comes in ---


def test_checkable_claims_come_in_once_and_others_do_not():
    wanted = make.claim("Nine died in the fire.")
    Claim.objects.filter(pk=make.claim("What a day!").pk).update(checkable=False)
    Claim.objects.filter(pk=make.claim("Gone.").pk).update(gone_at=timezone.now())

    counts = [working.fill_queue(), working.fill_queue()]

    assert (counts, [work.pk for work in Work.objects.all()]) == ([1, 0], [wanted.pk])


def test_a_claim_whose_figures_conflict_comes_before_one_that_is_as_worthy():
    dispute = make.dispute(3, 6)
    refresh_disputes([dispute.pk])
    plain = make.claim("A school was opened in the village.")

    working.fill_queue()

    work = Work.objects.get(claim__figures__value=6)
    assert (ranked()[-1], work.conflict, work.reach) == (plain.pk, 1.0, 2)


def test_a_claim_rises_when_a_later_article_disputes_it():
    figure = make.figure(3)
    working.fill_queue()
    before = Work.objects.get(pk=figure.claim_id).rank
    dispute = make.dispute(9)
    figure.dispute = dispute
    figure.save()
    refresh_disputes([dispute.pk])

    working.fill_queue()

    assert Work.objects.get(pk=figure.claim_id).rank > before


def test_urgent_work_comes_first():
    first, last = make.work(rank=9), make.work(rank=1)
    working.rank_claims([first.pk, last.pk])

    working.change_work([last.pk], priority=Work.Priority.URGENT, by=make.editor())

    assert ranked() == [last.pk, first.pk]


def test_weights_order_the_queue_for_those_who_set_them_and_for_the_team():
    wide, worthy = make.work(worth=0.1, reach=64), make.work(worth=0.9, reach=1)
    me, colleague = make.editor(), make.editor()
    working.rank_claims([])
    usual = {"worth": 1, "conflict": 1, "doubt": 1, "freshness": 1, "reach": 1}
    working.weigh(None, **usual | {"reach": 3, "worth": 0})
    working.weigh(me, **usual | {"reach": 0, "worth": 3})

    mine, theirs = (
        [work.pk for work in in_order(Work.objects.all(), weights_of(user))] for user in (me, colleague)
    )

    assert (mine, theirs) == ([worthy.pk, wide.pk], [wide.pk, worthy.pk])


# --- who gets what ---


def test_what_is_dealt_is_leased_and_being_checked():
    work, me = make.work(), make.editor()

    dealt = working.deal([work.pk], by=me)

    assert (dealt.assignee, dealt.status, dealt.leased_until > timezone.now()) == (me, "checking", True)


def test_what_somebody_has_is_not_dealt_until_the_lease_ends():
    work, me, colleague = make.work(), make.editor(), make.editor()
    working.deal([work.pk], by=colleague)
    with pytest.raises(working.NothingFree):
        working.deal([work.pk], by=me)
    Work.objects.update(leased_until=timezone.now() - timedelta(seconds=1))

    assert working.deal([work.pk], by=me).assignee == me


def test_what_somebody_took_for_good_is_never_dealt():
    work = make.work()
    working.take([work.pk], by=make.editor())

    with pytest.raises(working.NothingFree):
        working.deal([work.pk], by=make.editor())


def test_what_is_done_or_gone_is_not_dealt():
    done, gone = make.work(status="done"), make.work()
    Claim.objects.filter(pk=gone.pk).update(gone_at=timezone.now())

    with pytest.raises(working.NothingFree):
        working.deal([done.pk, gone.pk], by=make.editor())


@pytest.mark.django_db(transaction=True)
def test_editors_who_deal_at_the_same_moment_never_get_the_same_claim():
    works = [make.work(rank=-number).pk for number in range(24)]
    editors = [make.editor() for _ in range(8)]
    start, got, failed = Barrier(len(editors)), [], []

    def deal_three(editor) -> None:
        try:
            start.wait(10)
            got.extend(working.deal(works, by=editor).pk for _ in range(3))
        except (working.NothingFree, DatabaseError) as why:
            failed.append(why)
        finally:
            connection.close()

    threads = [Thread(target=deal_three, args=[editor]) for editor in editors]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)

    assert (failed, len(got), sorted(got)) == ([], 24, sorted(works))


@pytest.mark.django_db(transaction=True)
def test_a_claim_that_is_locked_at_this_moment_is_passed_over():
    first, second = make.work(), make.work()
    me, dealt = make.editor(), []

    def deal() -> None:
        dealt.append(working.deal([first.pk, second.pk], by=me).pk)
        connection.close()

    with transaction.atomic():
        Work.objects.select_for_update().get(pk=first.pk)
        thread = Thread(target=deal)
        thread.start()
        thread.join(20)

    assert dealt == [second.pk]


def test_taking_leaves_alone_what_a_colleague_has():
    free, theirs, me = make.work(), make.work(), make.editor()
    working.take([theirs.pk], by=make.editor())

    _, done, left = working.take([free.pk, theirs.pk], by=me)

    assert (done, left, list(Work.objects.held_by(me))) == (1, 1, [free])


def test_what_is_given_back_is_to_be_checked_by_somebody():
    work, me = make.work(), make.editor()
    working.deal([work.pk], by=me)

    working.give_back([work.pk], by=me)

    work.refresh_from_db()
    assert (work.assignee, work.leased_until, work.status) == (None, None, "to_check")


def test_nobody_gives_back_what_a_colleague_has():
    work = make.work()
    working.take([work.pk], by=make.editor())

    assert working.give_back([work.pk], by=make.editor())[1:] == (0, 1)


def test_the_database_knows_no_lease_of_nobody():
    with pytest.raises(IntegrityError), transaction.atomic():
        make.work(leased_until=timezone.now())


# --- history and undo ---


def test_who_did_what_and_when_is_kept_and_can_not_be_edited():
    work, me = make.work(), make.editor()
    working.take([work.pk], by=me)

    event = WorkEvent.objects.get()

    assert (event.act, event.given_by, event.change["assignee"]) == ("taken", me, [None, me.pk])
    with pytest.raises(Exception, match="Cannot update or delete"), transaction.atomic():
        WorkEvent.objects.all().delete()


def test_one_undo_takes_back_all_that_one_press_did():
    works, me = [make.work() for _ in range(5)], make.editor()
    batch, done, _ = working.change_work([w.pk for w in works], status="dismissed", priority=2, by=me)

    undone = working.undo(batch, by=me)

    stands = set(Work.objects.values_list("status", "priority"))
    assert (done, undone, stands) == (5, 5, {("new", 0)})


def test_what_a_colleague_changed_since_is_not_undone():
    kept, changed, me = make.work(), make.work(), make.editor()
    batch, *_ = working.change_work([kept.pk, changed.pk], status="dismissed", by=me)
    working.change_work([changed.pk], status="done", by=make.editor())

    undone = working.undo(batch, by=me)

    assert (undone, Work.objects.get(pk=changed.pk).status) == (1, "done")


def test_undoing_twice_or_what_a_colleague_did_undoes_nothing():
    work, me = make.work(), make.editor()
    batch, *_ = working.change_work([work.pk], status="dismissed", by=me)
    working.undo(batch, by=me)

    for whose, what in ((me, batch), (make.editor(), batch), (me, uuid4())):
        with pytest.raises(working.TooLate):
            working.undo(what, by=whose)


def test_a_second_press_changes_nothing_and_leaves_no_trace():
    work, me = make.work(), make.editor()
    working.take([work.pk], by=me)

    assert (working.take([work.pk], by=me)[1:], WorkEvent.objects.count()) == ((0, 0), 1)


# --- verdicts ---


def test_work_is_as_far_as_its_verdict():
    work, me, chief = make.work(), make.editor(), make.chief()
    first = verdict(work.claim, me)
    seen = [Work.objects.get().status]
    return_decision(first, because="Which list?", by=chief)
    seen.append(Work.objects.get().status)
    approve_decision(verdict(work.claim, me), by=chief)
    seen.append(Work.objects.get().status)

    assert seen == ["needs_approval", "checking", "done"]


def test_a_lease_does_not_end_under_a_verdict():
    work, me = make.work(), make.editor()
    working.deal([work.pk], by=me)

    verdict(work.claim, me)

    work.refresh_from_db()
    assert (work.assignee, work.leased_until) == (me, None)

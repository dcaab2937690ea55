"""Two approvals where the desk asks for them, and the override that says why it does without."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import Error, connection, transaction

from tests import make
from tests.pages import HTMX, as_user, said
from tests.verdicts.test_approval_views import resolution, to_judge, verdict
from verdicts.models import Notice, Verdict
from verdicts.services import NotYours, Stale, approve_decision, override_decision, return_decision

pytestmark = pytest.mark.django_db
WHY = {"because": "The edition closes in ten minutes, and nobody else is in."}


@pytest.fixture
def two_needed(settings):
    settings.APPROVALS_NEEDED = 2


def override(user, given, data=WHY, **more):
    return as_user(user).post(f"/{given._meta.model_name}s/{given.pk}/override/", data, **more)


# --- two approvals ---


@pytest.mark.parametrize("propose", [verdict, resolution])
def test_the_first_of_two_approvals_lets_nothing_stand_and_the_second_does(two_needed, propose):
    given, first, second = propose(), make.chief(), make.chief()
    address = f"/{given._meta.model_name}s/{given.pk}/approve/"
    assert "proposed: 0 of 2 approvals" in said(as_user(first).get("/inbox/"))

    one = as_user(first).post(address, headers=HTMX)
    given.refresh_from_db()
    after_one = given.state
    as_user(second).post(address, headers=HTMX)

    given.refresh_from_db()
    assert ("proposed: 1 of 2 approvals" in said(one), after_one, given.state) == (
        True,
        "proposed",
        "approved",
    )
    assert (given.first_approved_by, given.approved_by, given.approvals) == (first, second, 2)


def test_nobody_gives_both_approvals(two_needed):
    given, chief = verdict(), make.chief()
    approve_decision(given, by=chief)

    page = said(as_user(chief).get(to_judge(given.claim)))
    answer = as_user(chief).post(f"/verdicts/{given.pk}/approve/")

    given.refresh_from_db()
    assert ("You approved this already" in page, answer.status_code, given.state) == (True, 403, "proposed")
    with pytest.raises(NotYours):
        approve_decision(given, by=chief)


def test_who_approved_first_has_it_no_longer_among_what_waits(two_needed):
    given, chief, other = verdict(), make.chief(), make.chief()
    approve_decision(given, by=chief)

    assert "1 of 2 approvals" not in said(as_user(chief).get("/inbox/"))
    assert "1 of 2 approvals" in said(as_user(other).get("/inbox/"))


def test_a_proposal_keeps_the_rule_under_which_it_was_given(two_needed, settings):
    given = verdict()
    settings.APPROVALS_NEEDED = 1

    approve_decision(given, by=make.chief())

    given.refresh_from_db()
    assert given.state == "proposed"


def test_after_the_first_approval_it_can_still_be_sent_back(two_needed):
    given = verdict()
    approve_decision(given, by=make.chief())

    return_decision(given, because="Which list?", by=make.chief())

    given.refresh_from_db()
    assert given.state == "returned"


@pytest.mark.django_db(transaction=True)
def test_one_chief_pressing_in_two_windows_approves_once(two_needed):
    given, chief = verdict(), make.chief()

    def approve(_):
        try:
            return approve_decision(Verdict.objects.get(pk=given.pk), by=chief)
        except NotYours:
            return NotYours
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as pool:
        results = list(pool.map(approve, range(2)))

    given.refresh_from_db()
    assert (results.count(NotYours), given.state, given.approvals) == (1, "proposed", 1)


def test_the_history_tells_both_approvals(two_needed):
    given, first, second = verdict(), make.chief(), make.chief()
    approve_decision(given, by=first)
    approve_decision(given, by=second)

    page = said(as_user(make.reader()).get("/history/"))

    assert (
        "gave the first of two approvals of the verdict on" in page,
        "approved the verdict on" in page,
    ) == (
        True,
        True,
    )


# --- the override ---


@pytest.mark.parametrize("propose", [verdict, resolution])
def test_an_admin_lets_their_own_stand_with_a_reason_that_everybody_reads(propose):
    admin = make.admin()
    given = propose(by=admin)
    assert "Let it stand alone…" in said(as_user(admin).get(given.about.get_absolute_url()))

    answer = override(admin, given, headers=HTMX)

    given.refresh_from_db()
    shown = said(as_user(make.reader()).get(given.about.get_absolute_url()))
    told = said(as_user(make.reader()).get("/history/"))
    assert (answer.status_code, given.state, given.approved_by, given.is_overridden, given.approvals) == (
        200, "approved", admin, True, 0,
    )  # fmt: skip
    assert ("stands by override" in shown, WHY["because"] in shown) == (True, True)
    assert ("without a second person, the" in told, WHY["because"] in told) == (True, True)


@pytest.mark.parametrize("who", [make.reader, make.editor, make.chief])
def test_nobody_else_overrides_their_own(who):
    person = who()
    given = verdict(by=person)

    page = said(as_user(person).get(given.claim.get_absolute_url()))
    answer = override(person, given)

    given.refresh_from_db()
    assert ("Let it stand alone" in page, answer.status_code, given.state) == (False, 403, "proposed")
    assert "Only an admin lets a verdict stand without a second person." in said(answer)


@pytest.mark.parametrize("because", ["", "   ", "\n\t", "x" * 6000])
def test_an_override_without_a_reason_or_with_a_novel_is_refused_and_stays_in_the_form(because):
    admin = make.admin()
    given = verdict(by=admin)

    answer = override(admin, given, {"because": because}, headers=HTMX)

    given.refresh_from_db()
    assert (answer.status_code, given.state, "errorlist" in said(answer)) == (422, "proposed", True)


def test_where_an_approval_would_do_there_is_nothing_to_override():
    admin, given = make.admin(), verdict()

    page = said(as_user(admin).get(to_judge(given.claim)))
    answer = override(admin, given)

    assert ("Let it stand alone" in page, answer.status_code) == (False, 403)
    assert "there is nothing to override" in said(answer)


def test_an_admin_may_be_the_one_of_two_alone_and_says_why(two_needed):
    admin, given = make.admin(), verdict()

    override(admin, given)

    given.refresh_from_db()
    assert (given.state, given.approvals, given.override_reason) == ("approved", 0, WHY["because"])
    assert Notice.objects.get().sentence.endswith(f"stand without a second person: “{WHY['because']}”")


def test_what_was_answered_meanwhile_is_not_overridden():
    admin = make.admin()
    given = verdict(by=admin)
    return_decision(given, because="Which list?", by=make.chief())

    answer = override(admin, given, headers=HTMX)

    given.refresh_from_db()
    assert (answer.status_code, given.state, WHY["because"] in said(answer)) == (409, "returned", True)
    with pytest.raises(Stale):
        override_decision(given, because="Now.", by=admin)


def test_an_override_sent_twice_is_given_once():
    admin = make.admin()
    given = verdict(by=admin)

    answers = [override(admin, given).status_code for _ in range(2)]

    assert (answers, Notice.objects.count()) == ([302, 302], 0)


# --- what the database refuses, whoever asks ---


def set_by_sql(given, change: str) -> None:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(f"UPDATE {given._meta.db_table} SET {change} WHERE id = %s", [given.pk])


@pytest.mark.parametrize(
    "change",
    [
        "approved_by_id = given_by_id, approved_at = now()",
        "approved_by_id = given_by_id, approved_at = now(), is_overridden = true",
        "approved_by_id = given_by_id, approved_at = now(), override_reason = 'because'",
        "is_overridden = true, override_reason = 'because'",
        "first_approved_by_id = given_by_id, first_approved_at = now()",
        "first_approved_by_id = {chief}",
        "approvals_needed = 2",
        "approvals_needed = 0",
    ],
)
@pytest.mark.parametrize("propose", [verdict, resolution])
def test_the_database_refuses(change, propose):
    given, chief = propose(), make.chief()

    with pytest.raises(Error):
        set_by_sql(given, change.format(chief=chief.pk))


@pytest.mark.parametrize(
    "change",
    [
        "approved_by_id = {chief}, approved_at = now()",  # the same person again
        "first_approved_by_id = {other}",
        "first_approved_by_id = NULL, first_approved_at = NULL",
        "approvals_needed = 1",
    ],
)
def test_the_database_keeps_the_first_approval(two_needed, change):
    given, chief, other = verdict(), make.chief(), make.chief()
    approve_decision(given, by=chief)

    with pytest.raises(Error):
        set_by_sql(given, change.format(chief=chief.pk, other=other.pk))


def test_the_database_lets_nothing_stand_on_one_approval_of_two(two_needed):
    given, chief = verdict(), make.chief()

    with pytest.raises(Error):
        set_by_sql(given, f"approved_by_id = {chief.pk}, approved_at = now()")

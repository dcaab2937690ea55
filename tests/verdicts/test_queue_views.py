"""The pages of the queue, and the page that says what waits."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from tests import make
from tests.pages import HTMX, as_user, said
from verdicts import working
from verdicts.models import SavedFilter, Weights, Work
from verdicts.working import fill_queue

pytestmark = pytest.mark.django_db

QUEUE = "/queue/"
HOSTILE = "<script>alert(1)</script>"


@pytest.fixture
def me():
    return make.editor()


@pytest.fixture
def desk(me) -> Client:
    return as_user(me)


def texts(client: Client, query: str = "") -> list[str]:
    page = said(client.get(f"{QUEUE}?{query}"))
    return re.findall(r"data-step>([^<]*)</a>", page)


def test_nobody_sees_the_queue_or_the_home_page_without_signing_in(client):
    assert [client.get(address).status_code for address in ("/", QUEUE)] == [302, 302]


def test_an_empty_queue_says_when_claims_come(desk):
    assert "Nothing to check yet" in said(desk.get(QUEUE))


def test_the_queue_says_why_each_claim_is_where_it_is(desk):
    make.work("Nine died.", conflict=1.0, worth=0.9, reach=4)

    page = said(desk.get(QUEUE))

    assert "sources disagree on its figures; well worth checking; told in 4 articles" in page


def test_the_queue_is_searched_by_words_phrases_fields_and_numbers(desk):
    figure = make.figure(9000, text="9,000", said_by="Reuters")
    fill_queue()
    make.work("Drones were sent to the North Korea border.")
    make.work("Korea looks north.", status="to_check")

    found = {
        typed: len(texts(desk, f"q={typed}"))
        for typed in (
            "drones", '"north+korea"', "korea", "source:reuters", "source:nobody", "status:to_check",
            ">+5000", "<+10", "section:body+drones", "who:nobody", "place:kursk", "status:done",
        )
    }  # fmt: skip

    assert figure.claim.text in texts(desk, "q=source:reuters")
    assert list(found.values()) == [1, 1, 2, 1, 0, 1, 1, 0, 1, 3, 1, 0]


@pytest.mark.parametrize(
    ("query", "status"),
    [("q=%3E", 422), ("q=colour:red", 422), ("q=%00", 200), ("status=nonsense&who=%27", 200),
     ("page=-4", 200),
     ("undo=x", 200), ("q=" + "x" * 3000, 200), ("q=%25%27%29%3B--", 200), ("section=" + "y" * 999, 200)],
)  # fmt: skip
def test_a_hostile_address_is_answered_calmly(desk, query, status):
    make.work()

    assert desk.get(f"{QUEUE}?{query}").status_code == status


def test_filters_by_status_and_by_who_has_it_have_counts(desk, me):
    mine, free, done = make.work("Mine."), make.work("Free."), make.work("Done.", status="done")
    working.take([mine.pk], by=me)

    assert [texts(desk, query) for query in ("who=me", "who=nobody", "status=done", "status=all")] == [
        [mine.claim.text], [free.claim.text], [done.claim.text],
        [done.claim.text, free.claim.text, mine.claim.text],
    ]  # fmt: skip


def test_dealing_leads_to_the_first_free_claim(desk):
    first = make.work("First.", rank=9)
    make.work("Second.", rank=1)

    answer = desk.post("/queue/deal/")

    assert answer.headers["Location"] == first.claim.get_absolute_url()


def test_dealing_keeps_to_the_filters(desk):
    make.work("First.", rank=9)
    wanted = make.work("Drones.", rank=1)

    assert desk.post("/queue/deal/", {"q": "drones"}).headers["Location"] == wanted.claim.get_absolute_url()


def test_where_nothing_is_free_it_says_so(desk):
    answer = desk.post("/queue/deal/", follow=True)

    assert "Nothing here is free" in said(answer)


def test_selected_claims_are_changed_together_and_undone_together(desk):
    works = [make.work(), make.work()]
    colleague = make.editor()

    changed = desk.post(
        "/queue/change/",
        {"claim": [w.pk for w in works], "status": "to_check", "assignee": colleague.pk, "priority": "1",
         "due_at": "2026-05-04T10:00", "query": "who=others"},
        follow=True,
    )  # fmt: skip
    before = set(Work.objects.values_list("status", "assignee", "priority"))
    undo = re.search(r'action="(/queue/undo/[^"]+)"', said(changed))[1]
    desk.post(undo)

    assert before == {("to_check", colleague.pk, 1)}
    assert set(Work.objects.values_list("status", "assignee", "priority", "due_at")) == {
        ("new", None, 0, None)
    }


@pytest.mark.parametrize(
    "sent",
    [
        {"status": "nonsense"},
        {"assignee": "999999"},
        {"assignee": "x" * 20},
        {"priority": "99"},
        {"due_at": "yesterday-ish"},
        {},
        {"act": "nonsense"},
    ],
)
def test_what_can_not_be_set_changes_nothing_and_says_why(desk, sent):
    work = make.work()

    answer = desk.post("/queue/change/", {"claim": work.pk, **sent}, follow=True)

    work.refresh_from_db()
    assert (work.status, work.assignee, work.priority, work.due_at) == ("new", None, 0, None)
    assert "is-error" in said(answer)


@pytest.mark.parametrize("claim", ["", "x", "-1", "9" * 30, "999999"])
def test_claims_that_are_none_are_passed_over(desk, claim):
    assert desk.post("/queue/change/", {"claim": claim, "status": "done"}).status_code == 302


def test_work_is_not_given_to_a_reader(desk):
    work = make.work()

    desk.post("/queue/change/", {"claim": work.pk, "assignee": make.reader().pk})

    work.refresh_from_db()
    assert work.assignee is None


def test_where_it_came_from_can_not_lead_elsewhere(desk):
    answer = desk.post("/queue/change/", {"claim": "1", "status": "done", "query": "//evil.example/"})

    assert answer.headers["Location"] == "/queue/"


def test_a_reader_looks_but_takes_nothing():
    reader, work = as_user(make.reader()), make.work()

    answers = [
        reader.post(address, {"only": work.pk}).status_code for address in ("/queue/deal/", "/queue/take/")
    ]
    page = said(reader.get(QUEUE))

    assert (answers, "Readers can&#x27;t take" in page, "/queue/deal/" in page) == ([403, 403], True, False)


def test_a_press_takes_one_and_gives_it_back(desk, me):
    work = make.work()

    desk.post("/queue/take/", {"only": work.pk})
    taken = list(Work.objects.held_by(me))
    desk.post("/queue/give-back/", {"only": work.pk})

    assert (taken, list(Work.objects.held_by(me))) == ([work], [])


def test_the_history_says_who_did_what(desk, me):
    work = make.work("Nine died.")
    working.change_work([work.pk], status="done", assignee=me.pk, by=me)

    page = said(desk.get(f"/queue/{work.pk}/history/"))

    assert ("status: new → done" in page, f"who has it: nobody → {me}" in page) == (True, True)


def test_what_a_claim_says_is_shown_as_text(desk):
    make.work(f"Nine {HOSTILE} died.")

    assert HOSTILE not in said(desk.get(QUEUE)) + said(desk.get("/"))


def test_a_filter_of_the_queue_is_saved_and_stays_there(desk):
    make.work()
    desk.post("/filters/", {"room": "queue", "name": "New ones", "query": "status=new"})

    assert ["New ones" in said(desk.get(address)) for address in (f"{QUEUE}?status=new", "/disputes/")] == [
        True, False,
    ]  # fmt: skip
    assert SavedFilter.objects.get().room == "queue"


def test_htmx_gets_the_list_alone(desk):
    make.work()

    assert "<html" not in said(desk.get(QUEUE, headers=HTMX | {"HX-Target": "queue"}))


def test_the_queue_takes_few_queries_however_long_it_is(desk, django_assert_max_num_queries):
    for _ in range(12):
        make.work()

    with django_assert_max_num_queries(20):
        desk.get(QUEUE)


# --- weights ---


def test_own_weights_are_set_and_given_up(desk, me):
    sent = {"worth": 0, "conflict": 3, "doubt": 1, "freshness": 2, "reach": 1}
    desk.post("/queue/weights/", sent)
    mine = Weights.objects.get(user=me)
    desk.post("/queue/weights/", {"reset": "1"})

    assert ((mine.worth, mine.conflict), Weights.objects.count()) == ((0, 3), 0)


@pytest.mark.parametrize("worth", ["", "4", "-1", "x", "9" * 40])
def test_weights_that_are_none_are_sent_back(desk, worth):
    sent = {"worth": worth, "conflict": 3, "doubt": 1, "freshness": 2, "reach": 1}

    assert (desk.post("/queue/weights/", sent).status_code, Weights.objects.count()) == (422, 0)


def test_only_an_admin_weighs_for_the_team(desk):
    sent = {"worth": 0, "conflict": 3, "doubt": 1, "freshness": 2, "reach": 1}
    answers = [
        client.post("/queue/weights/team/", sent).status_code for client in (desk, as_user(make.admin()))
    ]

    assert (answers, Weights.objects.get().user) == ([403, 302], None)


# --- home ---


def test_home_says_what_is_mine_what_is_late_and_what_comes_next(desk, me):
    mine, other = make.work("Mine to check."), make.work("Free to take.")
    late = timezone.now() - timezone.timedelta(hours=1)
    working.change_work([mine.pk], assignee=me.pk, due_at=late, by=make.chief())

    page = said(desk.get("/"))

    assert page.index(mine.claim.text) < page.index("Next in the queue") < page.index(other.claim.text)
    assert 'class="status is-conflict">due' in page


def test_home_says_when_nothing_waits(desk):
    page = said(desk.get("/"))

    assert ("Nothing waits for you" in page, "No claim waits in the queue" in page) == (True, True)

"""One history: complete, in order, nothing twice; by kind, person and date; the machine told apart."""

from html import unescape

import pytest
from django.test import Client
from django.utils import timezone

from claims.models import Claim, Figure
from tests import make
from tests.pages import as_user
from verdicts import noting, placements, services, spans, undoing
from verdicts.digests import digest_of_claim, digest_of_dispute, digest_of_figure, digest_of_span
from verdicts.histories import Wanted, history
from verdicts.models import Act, Rating

pytestmark = pytest.mark.django_db


def page(path: str, user=None) -> tuple[int, str]:
    client = Client()
    client.force_login(user or make.reader())
    answer = client.get(path)
    return answer.status_code, unescape(answer.content.decode())


@pytest.fixture
def told():
    """A figure corrected, noted, its claim judged and the verdict approved by another."""
    ann, bob = make.editor(), make.chief()
    figure = make.dispute(3000, 6000).figures.first()
    services.review_figure(
        figure, outcome="corrected", correction={"value": 3100.0}, reason="Misread.",
        seen=digest_of_figure(figure), by=ann,
    )  # fmt: skip
    noting.write_note(figure, text="The table has 3,100.", by=ann)
    claim = Figure.objects.get(pk=figure.pk).claim
    verdict = services.give_verdict(
        claim, rating=Rating.objects.first(), summary="So it is.", reason="List.", by=ann,
        seen=digest_of_claim(claim),
    )  # fmt: skip
    services.approve_decision(verdict, by=bob)
    return figure, ann, bob


def test_every_act_is_told_once_newest_first(told):
    figure, ann, bob = told

    events, has_more = history(Wanted(by_machine=False), figure.claim)

    told_of = [(event.who, event.kind, event.did) for event in events if event.kind != "work"]
    assert (told_of, has_more) == (
        [
            (bob, "verdicts", "approved the verdict on"),
            (ann, "verdicts", "proposed a verdict on"),
            (ann, "notes", "wrote a note on"),
            (ann, "figures", "corrected the figure"),
        ],
        False,
    )


def test_a_correction_says_before_after_and_why(told):
    figure, _, _ = told

    event = history(Wanted(kind="figures"), figure)[0][0]

    assert (event.before, event.after, event.why) == ("value: 3,000", "value: 3,100", "Misread.")


def test_it_is_filtered_by_kind_person_and_day(told):
    _, _, bob = told
    tomorrow = timezone.localdate() + timezone.timedelta(days=1)

    pages = [
        page(f"/history/?{query}")[1].count("<time")
        for query in (
            "kind=notes",
            f"who={bob.pk}&kind=verdicts",
            f"from={tomorrow}",
            f"to={tomorrow}&kind=figures",
        )
    ]

    assert pages == [1, 1, 0, 1]


def test_the_machine_is_told_apart():
    version = make.read("The ministry said 9 people were killed in Kursk on Tuesday.")

    machine = history(Wanted(by_machine=True))[0]

    readings = [(event.who, event.about) for event in machine if event.kind == "readings"]
    assert readings == [(None, version.article.title)]


def test_going_on_leaves_nothing_out_and_tells_nothing_twice():
    me, claim = make.editor(), make.claim()
    for number in range(7):
        noting.write_note(claim, text=f"Note {number}.", by=me)

    seen, until, has_more = [], None, True
    while has_more:
        events, has_more = history(Wanted(kind="notes", until=until), most=3)
        seen, until = [*seen, *(event.after for event in events)], events[-1].at

    assert seen == [f"Note {number}." for number in reversed(range(7))]


@pytest.mark.parametrize("kind", ["claim", "figure", "dispute", "source"])
def test_a_thing_has_a_page_of_its_own(told, kind):
    figure, _, _ = told
    pk = {
        "claim": figure.claim_id,
        "figure": figure.pk,
        "dispute": figure.dispute_id,
        "source": make.source().pk,
    }

    assert page(f"/history/{kind}/{pk[kind]}/")[0] == 200


@pytest.mark.parametrize(
    "query",
    ["kind=x&who=-1&from=2026-99-99&to=x&before=x", "from=0001-01-01&to=9999-12-31", "who=99999999999",
     "before=2026-13-13T00:00", "kind=%00", "before=0001-01-01T00:00:00", "who=%C2%B2"],
)  # fmt: skip
def test_filters_that_make_no_sense_are_no_error(query):
    assert page(f"/history/?{query}")[0] == 200


def test_scripts_in_what_was_said_are_text():
    noting.write_note(make.claim(), text="<script>alert(1)</script>", by=make.editor())
    client = Client()
    client.force_login(make.reader())

    assert "<script>alert" not in client.get("/history/").content.decode()


def test_the_page_asks_few_questions_however_much_was_done(told, django_assert_max_num_queries):
    client = Client()
    client.force_login(make.reader())

    with django_assert_max_num_queries(30):
        client.get("/history/")


# --- acts by hand, notes and orphans are in the one history ---


@pytest.fixture
def marked():
    """A claim that somebody marked by hand, set the ends of and dismissed."""
    version, me = make.version("The mill burned down. Nobody was hurt, they say."), make.editor()
    claim = spans.mark_claim(version, 0, 20, by=me)
    claim = spans.set_ends(claim, 0, 21, seen=digest_of_span(claim), by=me)
    spans.dismiss_claim(claim, reason="Hearsay.", seen=digest_of_span(claim), by=me)
    return Claim.objects.get(pk=claim.pk), me


def test_acts_by_hand_are_told_with_before_after_and_why(marked):
    claim, me = marked

    events = history(Wanted(kind="marks"), claim)[0]

    assert [(event.who, event.did, event.before, event.after, event.why) for event in events] == [
        (me, "dismissed the claim", "stands", "dismissed", "Hearsay."),
        (me, "set the ends of the claim", "ends at character 20", "ends at character 21", ""),
        (me, "marked the claim", "not marked", "marked", ""),
    ]


def test_what_was_undone_is_told_once_and_a_review_is_no_act_too(told):
    figure, ann, _ = told
    undoing.undo(figure.version, by=ann)

    events = history(Wanted(person=ann.pk), figure)[0]

    assert [event.did for event in events if event.kind in ("marks", "figures")] == [
        "undid: corrected the figure",
        "corrected the figure",
    ]


def test_a_colleague_takes_an_act_back_from_the_history(marked):
    claim, _ = marked
    other, act = make.editor(), history(Wanted(kind="marks"), claim)[0][0].act

    answer = as_user(other).post(f"/history/acts/{act}/take-back/", {"next": "/history/?kind=marks"})

    claim.refresh_from_db()
    assert (answer.status_code, answer["Location"], claim.is_dismissed) == (
        302,
        "/history/?kind=marks",
        False,
    )
    assert history(Wanted(kind="marks"), claim)[0][0].who == other


def test_what_was_changed_since_is_not_taken_back_but_explained(marked):
    claim, me = marked
    older = history(Wanted(kind="marks"), claim)[0][1].act
    client = as_user(make.editor())

    answers = [client.post(f"/history/acts/{older}/take-back/", {"next": "//evil.example/"}) for _ in "12"]

    assert [answer.status_code for answer in answers] == [409, 409]
    assert f"{me} changed it since" in unescape(answers[0].content.decode())
    assert "evil.example" not in answers[0].content.decode()


def test_an_act_is_taken_back_once(marked):
    claim, _ = marked
    act, client = history(Wanted(kind="marks"), claim)[0][0].act, as_user(make.editor())

    answers = [client.post(f"/history/acts/{act}/take-back/").status_code for _ in "12"]

    assert (answers, Act.objects.filter(undoes=act).count()) == ([302, 409], 1)


def test_a_reader_takes_nothing_back(marked):
    claim, _ = marked
    act = history(Wanted(kind="marks"), claim)[0][0].act

    assert as_user(make.reader()).post(f"/history/acts/{act}/take-back/").status_code == 403


def test_all_that_is_done_to_a_note_is_told_and_a_deleted_one_keeps_its_words():
    claim, me = make.claim(), make.editor()
    note = noting.write_note(claim, text="First words.", by=me)
    noting.edit_note(note, text="Second words.", seen="First words.", by=me)
    for act in (noting.resolve_note, noting.resolve_note, noting.reopen_note, noting.delete_note):
        act(note, by=me)

    events = history(Wanted(kind="notes"), claim)[0]
    hidden = page("/history/?kind=notes")[1]
    noting.restore_note(note, by=me)

    assert [event.did for event in events] == [
        f"{done} a note on" for done in ("deleted", "re-opened", "resolved", "edited", "wrote")
    ]
    assert ("words." in hidden, "First words." in page("/history/?kind=notes")[1]) == (False, True)


def test_an_article_has_a_history_of_all_in_it(told, marked):
    figure, _, _ = told
    article = figure.version.article

    kinds = {event.kind for event in history(Wanted(by_machine=False), article)[0]}

    assert ({"figures", "verdicts", "notes"} <= kinds, page(f"/history/article/{article.pk}/")[0]) == (
        True,
        200,
    )


def test_what_was_moved_between_disputes_is_told_of_the_figure_too():
    dispute, me = make.dispute(3000, 6000, 9000), make.editor()
    figure = dispute.figures.first()
    placements.split_figures(
        dispute, figures=[figure.pk], question="Another?", seen=digest_of_dispute(dispute), by=me
    )

    events = [
        history(Wanted(kind="disputes"), on)[0] for on in (figure, figure.claim, figure.version.article)
    ]

    assert [[event.did for event in some] for some in events] == [["split off in"]] * 3

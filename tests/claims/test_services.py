"""Recording a reading, and reading again without touching what people decided."""

import threading
from datetime import timedelta

import pytest
from django.db import connections

from claims import services
from claims.extraction import records
from claims.models import Attribution, Claim, Dispute, Extraction, Figure
from tests import make
from verdicts.digests import digest_of_claim, digest_of_figure
from verdicts.models import Rating, Review
from verdicts.services import Stale, give_verdict, review_figure

pytestmark = pytest.mark.django_db

TEXT = "Officials said nine soldiers were killed. The mayor counted twelve graves."


def snapshot() -> list[tuple]:
    rows = (Claim, Figure, Attribution)
    return [
        tuple(model.objects.order_by("pk").values_list("pk", "start", "end", "text", "gone_at"))
        for model in rows
    ]


def test_a_version_read_twice_has_the_same_rows_as_read_once():
    version = make.read(TEXT)
    once = snapshot()

    make.read_again(version)

    assert snapshot() == once


def test_a_figure_that_a_newer_engine_reads_otherwise_keeps_its_row():
    version = make.version("More than 6,000 were killed.")
    make.reading(version, [make.figure_record("6,000", 6000, start=10)])
    first = Figure.objects.get()
    services.finish_extraction(first.version.extractions.get())

    make.reading(version, [make.figure_record("More than 6,000", 6000, relation=">", high=None)])

    again = Figure.objects.get()
    assert (again.pk, again.text, again.relation, again.gone_at) == (first.pk, "More than 6,000", ">", None)


def test_a_figure_that_is_not_seen_again_is_marked_gone_and_kept():
    version = make.version("In 2024 nine were killed.")
    make.reading(
        version, [make.figure_record("2024", 2024, start=3), make.figure_record("nine", 9, start=8, number=2)]
    )
    services.finish_extraction(version.extractions.get())

    make.reading(version, [make.figure_record("nine", 9, start=8)])

    assert [(f.text, f.gone_at is None) for f in Figure.objects.order_by("start")] == [
        ("2024", False),
        ("nine", True),
    ]


def test_a_figure_that_was_gone_comes_back_as_the_same_row():
    version = make.version("In 2024 nine were killed.")
    readings = [[make.figure_record("nine", 9, start=8)], [], [make.figure_record("nine", 9, start=8)]]

    for figures in readings:
        make.reading(version, figures)
        services.finish_extraction(version.extractions.first())

    assert [(f.text, f.gone_at) for f in Figure.objects.all()] == [("nine", None)]


def test_two_equal_figures_are_two_rows_and_stay_so():
    version = make.version("nine and nine")
    both = [make.figure_record("nine", 9), make.figure_record("nine", 9, start=9, number=2)]

    for _ in range(2):
        make.reading(version, both)
        services.finish_extraction(version.extractions.first())

    assert list(Figure.objects.values_list("start", flat=True)) == [0, 9]


def test_figures_whose_words_change_places_do_not_clash():
    version = make.version("some 9 and 9")
    make.reading(version, [make.figure_record("some 9", 9), make.figure_record("9", 9, start=11, number=2)])
    services.finish_extraction(version.extractions.first())

    make.reading(
        version, [make.figure_record("9", 9, start=5), make.figure_record("9", 9, start=11, number=2)]
    )

    assert list(Figure.objects.standing().values_list("start", flat=True)) == [5, 11]


def test_a_correction_stands_after_a_newer_engine_has_read_the_text():
    version = make.version("Some 10-15,000 troops came.")
    make.reading(version, [make.figure_record("10", 10, start=5)])
    services.finish_extraction(version.extractions.first())
    figure = Figure.objects.get()
    fields = {"relation": "range", "value": None, "low": 10000.0, "high": 15000.0}
    review_figure(
        figure,
        outcome=Review.Outcome.CORRECTED,
        correction=fields,
        seen=digest_of_figure(figure),
        by=make.editor(),
    )

    make.reading(version, [make.figure_record("10-15", 10, start=5)])

    figure = Figure.objects.get()
    assert (figure.text, figure.value) == ("10-15", 10)
    assert (figure.as_read().low, figure.as_read().high, figure.reviews.count()) == (10000, 15000, 1)


def test_a_reading_that_lands_while_an_editor_corrects_makes_the_editor_look_again():
    version = make.version("More than 6,000 were killed.")
    make.reading(version, [make.figure_record("6,000", 6000, start=10)])
    services.finish_extraction(version.extractions.first())
    figure = Figure.objects.get()
    seen = digest_of_figure(figure)

    make.reading(version, [make.figure_record("More than 6,000", 6000, relation=">", high=None)])

    with pytest.raises(Stale):
        review_figure(figure, outcome=Review.Outcome.CONFIRMED, seen=seen, by=make.editor())
    assert figure.reviews.count() == 0


def test_a_claim_with_a_verdict_is_kept_when_the_engine_no_longer_gives_it():
    version = make.read(TEXT)
    claim = version.claims.first()
    verdict = give_verdict(
        claim, rating=Rating.objects.first(), summary="So it is.", reason="The list has nine names.",
        seen=digest_of_claim(claim), by=make.editor(),
    )  # fmt: skip

    services.record_reading(make.extraction(version), records.Reading(TEXT, "en", None, (), (), ()))

    claim.refresh_from_db()
    assert (claim.gone_at is not None, list(claim.verdicts.all())) == (True, [verdict])


def test_a_verdict_stays_with_its_claim_when_a_newer_engine_ends_the_sentence_elsewhere():
    version = make.version(TEXT)
    spans = [(0, 42), (0, 39)]
    for start, end in spans:
        row = records.Claim(
            "c1",
            start,
            end,
            TEXT[start:end],
            records.Section.BODY,
            records.ClaimKind.EVENT,
            True,
            0.5,
            (),
            (),
        )
        services.record_reading(make.extraction(version), records.Reading(TEXT, "en", None, (row,), (), ()))
        if not version.claims.get().verdicts.exists():
            claim = version.claims.get()
            give_verdict(
                claim, rating=Rating.objects.first(), summary="So it is.", reason="The list has nine names.",
                seen=digest_of_claim(claim), by=make.editor(),
            )  # fmt: skip

    claim = version.claims.get()
    assert (claim.text, claim.gone_at) == (TEXT[:39], None)
    assert [verdict.claim_text for verdict in claim.verdicts.all()] == [TEXT[:42]]


def test_an_extraction_done_once_is_not_done_again():
    version = make.read(TEXT)
    done = version.extractions.get()

    again = services.perform_extraction(done.pk)

    assert (again.attempts, again.finished_at) == (1, done.finished_at)


def test_asking_twice_for_a_reading_asks_once():
    version = make.version()

    first, second = (services.request_extraction(version, by=None) for _ in range(2))

    assert first == second


def test_a_reading_killed_after_it_was_recorded_is_finished_by_the_next_attempt(monkeypatch):
    version = make.version(TEXT)
    pk = services.request_extraction(version, by=None).pk

    class Killed(BaseException):
        pass

    def die(_: Extraction) -> None:
        raise Killed

    with monkeypatch.context() as patch:
        patch.setattr(services, "finish_extraction", die)
        with pytest.raises(Killed):
            services.perform_extraction(pk)
    half_done = snapshot()

    extraction = services.perform_extraction(pk)

    assert (extraction.state, snapshot()) == ("done", half_done)


def test_a_reading_that_is_interrupted_again_and_again_fails_with_a_sentence():
    extraction = make.extraction(attempts=services.MOST_ATTEMPTS)

    services.perform_extraction(extraction.pk)

    extraction.refresh_from_db()
    assert (extraction.state, "interrupted" in extraction.error) == ("failed", True)


def test_a_lost_reading_is_found_once_and_a_fresh_one_is_left_alone():
    lost = make.extraction(queued_at=make.long_ago())
    make.extraction()

    found = [services.lost_readings(older_than=timedelta(minutes=1)) for _ in range(2)]

    assert found == [[lost.pk], []]


@pytest.mark.django_db(transaction=True)
def test_two_workers_on_one_reading_do_it_once():
    extraction = make.extraction(make.version(TEXT))
    started, may_go = threading.Event(), threading.Event()

    def hold() -> None:
        with services._reading_lock(extraction.pk):
            started.set()
            may_go.wait(10)
        connections.close_all()

    other = threading.Thread(target=hold)
    other.start()
    started.wait(10)
    with pytest.raises(services.BeingRead):
        services.perform_extraction(extraction.pk)
    lost = services.lost_readings(older_than=timedelta(0))
    may_go.set()
    other.join()

    assert (lost, services.perform_extraction(extraction.pk).state) == ([], "done")


def test_figures_of_two_articles_that_answer_one_question_make_a_dispute():
    make.read("Nine soldiers were killed in Kursk, the ministry said.")
    make.read("Twelve soldiers were killed in Kursk, the union said.")

    dispute = Dispute.objects.get()
    assert sorted(dispute.figures.values_list("text", flat=True)) == ["Nine", "Twelve"]
    assert (dispute.status, dispute.low, dispute.high) == ("conflict", 9, 12)


def test_a_dismissed_figure_leaves_the_count_and_takes_an_empty_dispute_with_it():
    make.read("Nine soldiers were killed in Kursk, the ministry said.")
    make.read("Twelve soldiers were killed in Kursk, the union said.")
    figure = Figure.objects.get(text="Twelve")

    review_figure(
        figure,
        outcome=Review.Outcome.DISMISSED,
        reason="misread",
        seen=digest_of_figure(figure),
        by=make.editor(),
    )

    assert not Dispute.objects.exists()


def test_a_dispute_forgets_a_figure_that_a_newer_engine_no_longer_gives():
    make.read("Nine soldiers were killed in Kursk, the ministry said.")
    make.read("Twelve soldiers were killed in Kursk, the union said.")
    later = make.read("Fourteen soldiers were killed in Kursk, the hospital said.")
    assert Dispute.objects.get().high == 14

    make.reading(later, [])
    services.finish_extraction(later.extractions.first())

    assert Dispute.objects.get().high == 12


def test_a_corrected_figure_keeps_its_place_among_the_questions_when_it_is_read_again():
    make.read("Nine soldiers were killed in Kursk, the ministry said.")
    version = make.version("The union said twelve soldiers were hurt in Kursk.")
    make.reading(version, [make.figure_record("twelve", 12, start=15, event="hurt", unit="horse")])
    services.finish_extraction(version.extractions.first())
    figure = Figure.objects.get(text="twelve")
    corrected = {"event": "kill", "unit": "soldier"}
    review_figure(
        figure,
        outcome=Review.Outcome.CORRECTED,
        correction=corrected,
        seen=digest_of_figure(figure),
        by=make.editor(),
    )
    figure.refresh_from_db()
    keys = figure.keys

    make.reading(version, [make.figure_record("twelve", 12, start=15, event="hurt", unit="horse")])

    figure.refresh_from_db()
    assert (figure.keys, figure.record["unit"]) == (keys, "horse")


def test_reading_a_long_article_again_takes_few_queries(django_assert_max_num_queries):
    version = make.read(" ".join(f"Officials said {n} people were hurt on day {n}." for n in range(20, 120)))

    with django_assert_max_num_queries(80):
        make.read_again(version)

"""What people mark by hand: no reading removes or doubles it; bad spans are refused; acts are undone."""

import pytest
from django.db import ProgrammingError, transaction

from claims import spans as rows
from claims.models import Attribution, Claim, Figure
from claims.spans import BadSpan, tidy_span
from tests import make
from verdicts import spans, undoing
from verdicts.acts import Act
from verdicts.digests import digest_of_figure, digest_of_span
from verdicts.models import Review
from verdicts.services import Stale, review_figure

pytestmark = pytest.mark.django_db

TEXT = "Officials said nine soldiers were killed. The mayor counted twelve graves near the old mill."


def span_of(text: str, words: str) -> tuple[int, int]:
    return text.index(words), text.index(words) + len(words)


def marked_figure(version, words: str, by=None) -> Figure:
    figure = spans.mark_figure(version, *span_of(version.text, words), by=by or make.editor())
    rows.read_figure(figure.pk)
    figure.refresh_from_db()
    return figure


def standing() -> list[tuple]:
    models = (Claim, Figure, Attribution)
    return [tuple(m.objects.standing().order_by("start", "pk").values_list("pk", "text")) for m in models]


# --- what a person marked is the person's ---


def test_a_claim_a_figure_and_a_source_marked_by_hand_stay_when_the_text_is_read_again():
    version = make.read(TEXT)
    editor = make.editor()
    spans.mark_claim(version, *span_of(TEXT, "near the old mill"), by=editor)
    marked_figure(version, "old mill", editor)
    spans.mark_attribution(
        version, *span_of(TEXT, "The mayor"), name="Mayor of Odrin", kind="person", role="originator",
        cue="counted", by=editor,
    )  # fmt: skip
    before = standing()

    make.read_again(version)

    assert standing() == before
    assert Attribution.objects.get(source_name="Mayor of Odrin").claims.count() == 1


def test_a_figure_that_a_newer_reading_finds_too_is_not_doubled():
    version = make.version("More than 6,000 were killed.")
    make.reading(version, [])
    figure = spans.mark_figure(version, 0, 15, by=make.editor())

    make.reading(version, [make.figure_record("6,000", 6000, start=10)])

    assert list(Figure.objects.standing()) == [figure]


def test_a_marked_figure_is_read_by_the_engine_and_set_beside_the_others():
    make.read("Officials said 6,000 soldiers were killed in Kursk.")
    other = make.version("The ministry said 9,000 soldiers were killed in Kursk.")
    make.reading(other, [])

    figure = marked_figure(other, "9,000")

    assert (figure.value, figure.unit, figure.dispute.status) == (9000, "soldier", "conflict")


def test_what_holds_no_number_stays_a_figure_for_the_person_to_fill_in():
    version = make.read(TEXT)

    figure = marked_figure(version, "graves")

    assert (figure.value, "unread" in figure.record) == (None, False)


def test_a_double_click_marks_once():
    version = make.read(TEXT)
    editor = make.editor()

    both = [spans.mark_claim(version, *span_of(TEXT, "the old mill"), by=editor) for _ in range(2)]

    assert (both[0], Act.objects.count()) == (both[1], 1)


def test_a_figure_outside_any_claim_gets_the_line_as_its_claim():
    version = make.version("Headline\n\nNine were there.")

    figure = spans.mark_figure(version, 10, 14, by=make.editor())

    assert figure.claim.text == "Nine were there."


def test_ends_set_by_a_person_stay_when_the_text_is_read_again_and_the_machines_are_kept():
    version = make.read(TEXT)
    figure = Figure.objects.get(text="nine")
    start, end = span_of(TEXT, "nine soldiers")
    spans.set_ends(figure, start, end, seen=digest_of_span(figure), by=make.editor())

    make.read_again(version)

    figure.refresh_from_db()
    assert (figure.text, version.text[figure.machine_start : figure.machine_end]) == ("nine soldiers", "nine")


def test_an_act_is_kept_as_it_was():
    spans.mark_claim(make.version(TEXT), 0, 9, by=make.editor())

    with pytest.raises(ProgrammingError, match="Cannot update"), transaction.atomic():
        Act.objects.update(reason="other")


# --- bad spans ---


@pytest.mark.parametrize(
    ("start", "end"), [(0, 10_000), (-1, 4), (9, 4), (4, 4), (9, 10), (10**9, 10**9 + 1), (-9, -4)]
)
def test_a_span_that_is_none_is_refused(start, end):
    with pytest.raises(BadSpan):
        tidy_span(TEXT, start, end)


@pytest.mark.parametrize(
    ("text", "start", "end", "wanted"),
    [
        ("Cafe\u0301 noir", 0, 4, "Cafe\u0301"),
        ("the 👩\u200d🚒 came", 4, 5, "👩\u200d🚒"),
        ("the 👍🏽 came", 5, 6, "👍🏽"),
        (" \u00a0nine \n", 0, 8, "nine"),
    ],
)
def test_a_letter_is_never_torn_apart(text, start, end, wanted):
    left, right = tidy_span(text, start, min(end, len(text)))

    assert text[left:right] == wanted


def test_what_was_selected_in_another_version_is_not_marked():
    with pytest.raises(spans.OtherText) as why:
        spans.find_span(make.version(TEXT), 0, 9, words="Elsewhere")

    assert (why.value.there, why.value.selected) == ("Officials", "Elsewhere")


def test_ends_set_meanwhile_by_a_colleague_are_not_written_over():
    make.read(TEXT)
    figure = Figure.objects.get(text="nine")
    seen = digest_of_span(figure)
    spans.set_ends(figure, *span_of(TEXT, "nine soldiers"), seen=seen, by=make.editor())

    with pytest.raises(Stale):
        spans.set_ends(figure, *span_of(TEXT, "said nine"), seen=seen, by=make.editor())


# --- undo, redo ---


def test_acts_are_undone_newest_first_and_done_again_in_their_order():
    version = make.read(TEXT)
    editor = make.editor()
    at_first = standing()
    spans.mark_claim(version, *span_of(TEXT, "old mill"), by=editor)
    figure = Figure.objects.get(text="twelve")
    spans.set_ends(
        figure, *span_of(TEXT, "twelve graves"), seen=digest_of_span(figure), by=editor
    )  # fmt: skip
    at_last = standing()

    undone = [undoing.undo(version, by=editor).verb for _ in range(2)]
    then = standing()
    redone = [undoing.redo(version, by=editor).verb for _ in range(2)]

    assert (undone, redone) == (["set_ends", "marked"], ["marked", "set_ends"])
    assert (then, standing()) == (at_first, at_last)


def test_an_undone_review_stands_as_before_and_the_history_says_so():
    version = make.read(TEXT)
    figure, editor = Figure.objects.get(text="nine"), make.editor()
    review_figure(
        figure, outcome=Review.Outcome.DISMISSED, reason="Not a figure", seen=digest_of_figure(figure),
        by=editor,
    )  # fmt: skip

    undoing.undo(version, by=editor)

    figure.refresh_from_db()
    assert (figure.is_dismissed, [r.outcome for r in figure.reviews.all()]) == (
        False,
        ["reopened", "dismissed"],
    )


def test_nobody_undoes_what_a_colleague_did():
    version = make.read(TEXT)
    spans.mark_claim(version, *span_of(TEXT, "old mill"), by=make.editor())

    with pytest.raises(undoing.NothingToUndo):
        undoing.undo(version, by=make.editor())


def test_what_a_colleague_changed_since_is_passed_over():
    version = make.read(TEXT)
    one, other = make.editor(), make.editor()
    claim = spans.mark_claim(version, *span_of(TEXT, "old mill"), by=one)
    spans.dismiss_claim(claim, reason="No claim", seen=digest_of_span(claim), by=other)

    with pytest.raises(undoing.NothingToUndo, match=other.username):
        undoing.undo(version, by=one)


def test_after_something_new_what_was_undone_is_not_done_again():
    version, editor = make.read(TEXT), make.editor()
    spans.mark_claim(version, *span_of(TEXT, "old mill"), by=editor)
    undoing.undo(version, by=editor)
    spans.mark_claim(version, *span_of(TEXT, "twelve graves"), by=editor)

    with pytest.raises(undoing.NothingToUndo):
        undoing.redo(version, by=editor)

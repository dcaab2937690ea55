"""What changed between two versions of a text."""

from hypothesis import given
from hypothesis import strategies as st

from articles.differences import difference, folded, likeness

LINES = st.lists(st.text("ab .,12\n", max_size=12), max_size=12)


def kinds(older: str, newer: str) -> list[str]:
    return [paragraph.kind for paragraph in difference(older, newer)]


def test_a_changed_word_is_marked_and_the_rest_stands():
    (paragraph,) = difference("Police said 12 people were hurt.", "Police said 19 people were hurt.")

    assert [(piece.kind, piece.text) for piece in paragraph.pieces] == [
        ("same", "Police said "),
        ("removed", "12"),
        ("added", "19"),
        ("same", " people were hurt."),
    ]


def test_a_paragraph_that_moved_is_said_to_have_moved():
    assert kinds("One stays.\nTwo moves.\nThree stays.", "Two moves.\nOne stays.\nThree stays.") == [
        "moved here",
        "same",
        "moved away",
        "same",
    ]


def test_paragraphs_without_likeness_are_removed_and_added():
    assert kinds("The river rose.", "Bank raises rate 4%") == ["removed", "added"]


def test_what_is_far_from_a_change_is_folded_away():
    text = [f"Line {n} of many." for n in range(30)]
    stretches = folded(difference("\n".join(text), "\n".join([*text, "A new line."])))

    assert [(s.is_folded, len(s.paragraphs)) for s in stretches] == [(True, 28), (False, 3)]


@given(LINES, LINES)
def test_both_texts_can_be_read_from_the_difference(some: list[str], others: list[str]):
    older, newer = "\n".join(some), "\n".join(others)
    rows = difference(older, newer)

    def side(name: str) -> list[str]:
        texts = ["".join(p.text for p in row.pieces if p.kind in ("same", name)) for row in rows]
        return [text for text in texts if text]

    assert side("removed") == [line.strip() for line in older.split("\n") if line.strip()]
    assert side("added") == [line.strip() for line in newer.split("\n") if line.strip()]


def test_other_texts_are_told_from_newer_ones():
    text = "The ministry said nine people died when the river rose in Orlava."

    assert likeness(text, text.replace("nine", "ten")) > 0.8
    assert likeness(text, "Share prices fell by two per cent on Friday.") < 0.3
    assert likeness("", text) == 0.0

"""A text with its claims and figures marked in place."""

from dataclasses import dataclass

from hypothesis import given
from hypothesis import strategies as st

from claims.marking import Naming, find_cue, mark


@dataclass(frozen=True)
class Span:
    start: int
    end: int
    section: str = "body"


def spans_of(text: str, *parts: str, section: str = "body") -> list[Span]:
    return [Span(text.index(part), text.index(part) + len(part), section) for part in parts]


def written(blocks) -> list[str]:
    """Each block as text: claims in brackets, figures in braces."""
    lines = []
    for block in blocks:
        line = ""
        for stretch in block.stretches:
            inside = "".join(f"{{{p.text}}}" if p.figure else p.text for p in stretch.pieces)
            line += f"[{inside}]" if stretch.claim else inside
        lines.append(line)
    return lines


def test_figures_are_marked_inside_their_claim():
    text = "Nine died, KCNA said. Nobody asked."
    claims, figures = spans_of(text, "Nine died, KCNA said."), spans_of(text, "Nine")

    blocks = mark(text, claims, figures)

    assert written(blocks) == ["[{Nine} died, KCNA said.] Nobody asked."]


def test_paragraphs_and_lines_are_kept_apart():
    text = "Headline\nCaption\n\nBody one.\n \nBody two."

    blocks = mark(text, spans_of(text, "Body one."))

    assert [(b.follows_gap, t) for b, t in zip(blocks, written(blocks), strict=True)] == [
        (False, "Headline"),
        (False, "Caption"),
        (True, "[Body one.]"),
        (True, "Body two."),
    ]


def test_a_claim_over_two_lines_stays_whole():
    text = "The ministry said\nnine died.\nNext line."

    blocks = mark(text, spans_of(text, "The ministry said\nnine died."))

    assert written(blocks) == ["[The ministry said\nnine died.]", "Next line."]


def test_a_block_has_the_section_of_its_claim_and_comments_open_once():
    text = "Title\nBody.\nFirst comment.\nso true\nSecond comment."
    claims = spans_of(text, "Body.") + spans_of(text, "First comment.", "Second comment.", section="comment")

    blocks = mark(text, claims)

    assert [(b.section, b.opens_comments) for b in blocks] == [
        ("other", False),
        ("body", False),
        ("comment", True),
        ("comment", False),
        ("comment", False),
    ]


def test_a_text_that_nobody_has_read_is_all_body():
    blocks = mark("Title\n\nA sentence.", [])

    assert [block.section for block in blocks] == ["body", "body"]


def test_of_two_claims_that_overlap_the_later_one_has_the_shared_words():
    text = "He said that nine died and that ten live."
    whole, inner = Span(0, len(text)), Span(text.index("nine"), text.index(" and"))

    blocks = mark(text, [whole, inner])

    parts = [(s.claim is inner, s.is_first, s.pieces[0].text) for s in blocks[0].stretches]
    assert parts == [
        (False, True, "He said that "),
        (True, True, "nine died"),
        (False, False, " and that ten live."),
    ]


def test_the_words_that_name_a_source_are_marked_except_inside_a_figure():
    text = "Half of Kiev, Kiev said."
    naming = Naming(0, 12, "source", (7,))

    blocks = mark(text, spans_of(text, text), spans_of(text, "Half"), [naming])

    pieces = [(p.text, bool(p.figure), p.naming) for p in blocks[0].stretches[0].pieces]
    assert pieces == [("Half", True, None), (" of Kiev", False, naming), (", Kiev said.", False, None)]


def test_the_cue_nearest_to_its_source_is_found_whatever_its_case():
    text = "He said that Ukraine Said ten died."

    place = find_cue(text, "said", Span(13, 20), Span(0, len(text)))

    assert place == (21, 25)


def test_a_cue_that_the_claim_does_not_have_is_nowhere():
    place = find_cue("According to the report, ten died.", "said", Span(17, 23), Span(0, 34))

    assert place is None


SPANS = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 20)), max_size=8)


@given(st.text(alphabet="ab \n.", max_size=60), SPANS, SPANS, SPANS)
def test_whatever_the_spans_not_one_character_is_lost(text, claims, figures, namings):
    names = [Naming(span.start, span.end, "cue", ()) for span in cut(text, namings)]

    blocks = mark(text, cut(text, claims), cut(text, figures), names)

    between, at = [], 0
    for block in blocks:
        shown = "".join(piece.text for stretch in block.stretches for piece in stretch.pieces)
        between.append(text[at : block.start])
        at = block.start + len(shown)
        assert text[block.start : at] == shown
    assert "".join([*between, text[at:]]).strip() == ""


def cut(text: str, places: list[tuple[int, int]]) -> list[Span]:
    return [Span(min(start, len(text)), min(start + length, len(text))) for start, length in places]

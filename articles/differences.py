"""What changed between two versions of a text, paragraph by paragraph and word by word. Pure.

What was removed and added, put together in their order, is the older and the newer text again, but for blank
lines.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

WORD = re.compile(r"\s+|\w+(?:[.,’'-]\w+)*|[^\w\s]")
MOST_WORDS = 6000  # of a paragraph that is compared by words; a longer one is shown as a whole
MOST_PARAGRAPHS = 400  # of a changed stretch in which like ones are looked for
STRANGE = 0.3  # of all words, those that two texts share: below, they may be two articles
ALIKE = 45.0  # per cent: below, one paragraph was removed and another added
QUIET = 2  # unchanged paragraphs shown on either side of a change


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words: `same`, `removed` or `added`."""

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph: `same`, `changed`, `removed`, `added`, `moved away` or `moved here`."""

    kind: str
    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(slots=True)
class Stretch:
    """Paragraphs that are shown, or unchanged ones that are folded away."""

    is_folded: bool
    paragraphs: list[Paragraph] = field(default_factory=list)


def difference(older: str, newer: str) -> list[Paragraph]:
    """The paragraphs of both texts in their order.

    >>> [(p.kind, p.text) for p in difference("One.\\n\\nTwo.", "Two.\\n\\nOne.\\n\\nThree.")]
    [('moved here', 'Two.'), ('same', 'One.'), ('moved away', 'Two.'), ('added', 'Three.')]
    """
    before, after = _paragraphs(older), _paragraphs(newer)
    rows: list[Paragraph] = []
    removed: list[str] = []
    added: list[str] = []
    for step in Indel.opcodes(before, after):
        if step.tag == "equal":
            rows += _changed(removed, added)
            removed, added = [], []
            rows += [_whole("same", text) for text in before[step.src_start : step.src_end]]
        else:
            removed += before[step.src_start : step.src_end]
            added += after[step.dest_start : step.dest_end]
    return _with_moves([*rows, *_changed(removed, added)])


def folded(paragraphs: Sequence[Paragraph]) -> list[Stretch]:
    """The same, with unchanged paragraphs that are far from any change folded away."""
    near = {
        place + away
        for place, paragraph in enumerate(paragraphs)
        if paragraph.kind != "same"
        for away in range(-QUIET, QUIET + 1)
    }
    found: list[Stretch] = []
    for place, paragraph in enumerate(paragraphs):
        is_folded = place not in near
        if not found or found[-1].is_folded is not is_folded:
            found.append(Stretch(is_folded))
        found[-1].paragraphs.append(paragraph)
    return found


def likeness(one: str, other: str) -> float:
    """How much of two texts is common, 0 to 1: by their words, whatever their order.

    >>> likeness("Nine people died in the floods.", "In the floods nine people died.") > 0.9
    True
    """
    mine, theirs = (Counter(w.casefold() for w in WORD.findall(t) if w[0].isalnum()) for t in (one, other))
    whole = mine.total() + theirs.total()
    return 2 * (mine & theirs).total() / whole if whole else 0.0


def _paragraphs(text: str) -> list[str]:
    return [line.strip() for line in text.split("\n") if line.strip()]


def _whole(kind: str, text: str) -> Paragraph:
    piece = {"moved away": "removed", "moved here": "added"}.get(kind, kind)
    return Paragraph(kind, (Piece(piece, text),))


def _changed(removed: Sequence[str], added: Sequence[str]) -> Iterator[Paragraph]:
    """A stretch that differs: like paragraphs are compared by words, the others are removed or added."""
    first = 0
    is_small = len(removed) <= MOST_PARAGRAPHS and len(added) <= MOST_PARAGRAPHS
    elsewhere = set(added)
    for text in removed:
        others = enumerate(added[first:], first) if is_small and text not in elsewhere else ()
        best, place = max(((fuzz.ratio(text, other), -n) for n, other in others), default=(0.0, 0))
        if best < ALIKE:
            yield _whole("removed", text)
            continue
        yield from (_whole("added", other) for other in added[first:-place])
        yield Paragraph("changed", tuple(_by_words(text, added[-place])))
        first = -place + 1
    yield from (_whole("added", other) for other in added[first:])


def _by_words(older: str, newer: str) -> Iterator[Piece]:
    before, after = WORD.findall(older), WORD.findall(newer)
    if max(len(before), len(after)) > MOST_WORDS:
        yield from (Piece("removed", older), Piece("added", newer))
        return
    removed = added = ""
    for step in Indel.opcodes(before, after):
        some = "".join(before[step.src_start : step.src_end])
        if step.tag == "equal" and not (some.isspace() and (removed or added)):
            yield from (Piece(*part) for part in (("removed", removed), ("added", added)) if part[1])
            yield Piece("same", some)
            removed = added = ""
        else:
            removed += some
            added += "".join(after[step.dest_start : step.dest_end])
    yield from (Piece(*part) for part in (("removed", removed), ("added", added)) if part[1])


def _with_moves(rows: list[Paragraph]) -> list[Paragraph]:
    """A paragraph that was removed here and added there has moved."""
    gone = {row.text for row in rows if row.kind == "removed"}
    come = {row.text for row in rows if row.kind == "added"}
    moved = gone & come
    names = {"removed": "moved away", "added": "moved here"}
    return [_whole(names[r.kind], r.text) if r.kind in names and r.text in moved else r for r in rows]

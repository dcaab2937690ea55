"""How well disputes grow text by text, as in the database: each story's texts are placed one after the other.

    python bench/place_stories.py               each story by weights fitted on the others
    python bench/place_stories.py --held-out    the totals of the held-out stories
    python bench/place_stories.py --show wrong  and the wrong pairs of two texts (or: missed)

Pairs of figures of two texts are counted apart from those of one text.
"""

import argparse
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import combinations, count

from dispute_errors import told
from fit_grouping import FOLDERS, fit, marks_of
from stories import Pair, Story, Tally, read_stories

from claims.extraction import matching
from claims.grouping import Stored, group_beside, likely_ones

MEMBERS = 30  # of a dispute that a new figure is compared with


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--show", choices=["missed", "wrong"])
    options = parser.parse_args()
    tallies: defaultdict[str, tuple[Tally, Tally, Tally]] = defaultdict(lambda: (Tally(), Tally(), Tally()))
    for story in (
        read_stories(["own"], held_out=True) if options.held_out else left_out(read_stories(FOLDERS))
    ):
        groups, suggested = place(story)
        joined = {pair for group in groups for pair in combinations(sorted(group), 2)}
        if options.show:
            show(story, joined - story.pairs() if options.show == "wrong" else story.pairs() - joined)
        for name in ("all", story.folder):
            within, between, asked = tallies[name]
            for tally, found, is_between in (
                (within, joined, False), (between, joined, True), (asked, suggested - joined, True)
            ):  # fmt: skip
                given = {pair for pair in found if is_between_texts(story, pair) == is_between}
                right = {pair for pair in story.pairs() if is_between_texts(story, pair) == is_between}
                tally.add(len(given & right), len(given), len(right))
    for name, (within, between, asked) in tallies.items():
        print(f"{name:9} of one text  {within}\n{'':9} of two texts {between}\n{'':9} suggested    {asked}")


def left_out(stories: list[Story]) -> Iterator[Story]:
    """Each story while the weights are those fitted on the others."""
    marks = {story.name: marks_of(story) for story in stories}
    for story in stories:
        with weights_of(fit([s for s in stories if s is not story], marks)):
            yield story


@contextmanager
def weights_of(model: dict[str, float]) -> Iterator[None]:
    """Let the comparison weigh by another model."""
    shipped = matching.weights
    matching.weights = lambda: model  # type: ignore[assignment]
    matching.own_odds.cache_clear()
    try:
        yield
    finally:
        matching.weights = shipped
        matching.own_odds.cache_clear()


def place(story: Story) -> tuple[list[list[int]], set[Pair]]:
    """The groups that a story's figures come to, and the pairs that would be suggested to a person."""
    texts: defaultdict[str, list[int]] = defaultdict(list)
    for index in range(len(story.figures)):
        texts[document_of(story, index)].append(index)
    home: dict[int, int | None] = {}
    new_disputes = count(1)
    suggested: set[Pair] = set()
    for indexes in texts.values():
        known = [Stored(i, story.figures[i], home[i]) for i in home]
        new = [Stored(i, story.figures[i]) for i in indexes]
        beside = {figure.pk: likely_ones(figure.read, known) for figure in new}
        near = {s.dispute for row in beside.values() for s in row if s.dispute is not None}
        members = {pk: [s for s in known if s.dispute == pk][-MEMBERS:] for pk in near}
        found = group_beside(new, beside, members, loose=members)
        home |= dict.fromkeys(found.alone)
        for group in found.groups:
            where = None if group.is_asked else group.home or next(new_disputes)
            home |= dict.fromkeys(group.figures, where)
            home |= {index: where for index, was in home.items() if was in group.absorbed}
        suggested |= {(min(s.figure, s.beside), max(s.figure, s.beside)) for s in found.likely}
    groups: defaultdict[int, list[int]] = defaultdict(list)
    for index, dispute in home.items():
        if dispute is not None:
            groups[dispute].append(index)
    return list(groups.values()), suggested


def document_of(story: Story, index: int) -> str:
    return story.figures[index].home.partition(":")[0]


def is_between_texts(story: Story, pair: Pair) -> bool:
    return document_of(story, pair[0]) != document_of(story, pair[1])


def show(story: Story, pairs: set[Pair]) -> None:
    for one, other in sorted(pair for pair in pairs if is_between_texts(story, pair)):
        print(f"{story.name}:\n    {told(story, one)}\n    {told(story, other)}")


if __name__ == "__main__":
    main()

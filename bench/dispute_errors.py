"""The pairs of figures that the engine wrongly joins or fails to join, sorted by kind and counted.

python bench/dispute_errors.py                  a table for the stories that may be learned from
python bench/dispute_errors.py --show missed    the same, and each missed pair (or: wrong)
python bench/dispute_errors.py --held-out       the totals of the held-out stories, and nothing more of them
python bench/dispute_errors.py --between        how often sure and likely pairs of two texts are right
"""

import argparse
from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import combinations

from stories import Pair, Story, Tally, read_stories, score_groups

from claims.extraction.disputes import THRESHOLD, group
from claims.extraction.marks import event_match, thing_match
from claims.extraction.matching import is_barred, log_odds
from claims.extraction.records import Dimension, Section
from claims.extraction.sights import Sight, sight
from claims.extraction.statuses import status_of

WIDTH = 0.5  # log-odds of a step of the table of --between


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--show", choices=["missed", "wrong"])
    parser.add_argument("--held-out", action="store_true")
    parser.add_argument("--between", action="store_true")
    options = parser.parse_args()
    if options.held_out:
        tell_totals(read_stories(["own"], held_out=True))
        return
    stories = read_stories(["dev", "seed", "own"])
    tell_totals(stories)
    if options.between:
        tell_between(stories)
    else:
        tell_errors(stories, options.show)


def tell_totals(stories: Sequence[Story]) -> None:
    """Pairs and status, by folder; for gold groups too, so that the status alone is seen."""
    scores: defaultdict[str, list[Tally]] = defaultdict(lambda: [Tally(), Tally(), Tally()])
    for story in stories:
        given = [members for members in story.groups() if len(members) > 1]
        for groups, kept in ((group(story.figures), (0, 1)), (given, (None, 2))):
            statuses = [str(status_of([story.figures[i] for i in members])) for members in groups]
            for tally, found in zip(kept, score_groups(story, groups, statuses), strict=True):
                if tally is not None:
                    scores[story.folder][tally].add(found.right, found.given, found.asked)
    for folder, (pairs, status, alone) in scores.items():
        print(f"{folder:6} pairs                  {pairs}")
        print(f"{'':6} status                 {status}")
        print(f"{'':6} status of gold groups  {alone}")


def tell_errors(stories: Sequence[Story], shown: str | None) -> None:
    """Missed and wrong pairs by kind."""
    for name, reason in (("missed", why_missed), ("wrong", why_wrong)):
        counts: Counter[str] = Counter()
        for story in stories:
            joined = {pair for found in group(story.figures) for pair in combinations(sorted(found), 2)}
            pairs = story.pairs() - joined if name == "missed" else joined - story.pairs()
            for pair in sorted(pairs):
                why = reason(story, pair)
                counts[why] += 1
                if shown == name:
                    print(f"{story.name}: {why}\n    {told(story, pair[0])}\n    {told(story, pair[1])}")
        print(f"\n{counts.total()} {name} pairs")
        for why, number in sorted(counts.items(), key=lambda item: (-item[1], item[0])):
            print(f"{number:5} {why}")


def why_missed(story: Story, pair: Pair) -> str:
    """What kept apart two figures of one question."""
    a, b = (sight(story.figures[index]) for index in pair)
    if a.figure.dimension is not b.figure.dimension:
        return "read as another kind of quantity"
    if is_barred(a, b):
        return "counted or measured in other units"
    if (log_odds(a.figure, b.figure) or 0.0) > THRESHOLD:
        return "alike, but kept apart by what they were joined with"
    return f"{where(a, b)}: {likeness(a, b)}"


def why_wrong(story: Story, pair: Pair) -> str:
    """What led to join two figures of two questions, or one that nobody disputes."""
    a, b = (sight(story.figures[index]) for index in pair)
    stray = None in (story.answers[pair[0]], story.answers[pair[1]])
    alone = "with one that stands alone" if stray else "of two questions"
    if (log_odds(a.figure, b.figure) or 0.0) <= THRESHOLD:
        return f"{alone}: unlike, but joined with what was like both"
    if a.figure.home == b.figure.home:
        return f"{alone}: in one sentence"
    return f"{alone}, {where(a, b)}: {likeness(a, b)}"


def where(a: Sight, b: Sight) -> str:
    """Whether one of two figures leaves out what it counts, or stands in a comment."""
    in_comment = Section.COMMENT in (a.figure.section, b.figure.section)
    leans = a.figure.leaning or b.figure.leaning
    return ("elided " if leans else "") + ("in a comment" if in_comment else "in the text")


def likeness(a: Sight, b: Sight) -> str:
    """How far the records of two figures agree."""
    if a.figure.dimension is Dimension.COUNT:
        if (thing_match(a, b) or 0.0) < 0.9:
            return "another noun"
        if not a.events or not b.events:
            return "same noun, an event unread"
        return "same noun, another event" if (event_match(a, b) or 0.0) < 0.5 else "same noun and event"
    if not a.figure.about or not b.figure.about:
        return "nothing read of what is measured"
    return "words for it shared" if a.about & b.about else "other words for it"


def told(story: Story, index: int) -> str:
    """A figure with its sentence and what was read of it."""
    figure = story.figures[index]
    read = f"{figure.unit}, {figure.event}, {figure.measure}"
    return f"{figure.text} [{read}] in {' '.join(story.contexts[index].split())[:140]}"


def tell_between(stories: Sequence[Story]) -> None:
    """How often pairs of figures of two texts answer one question, by their log-odds."""
    counts: Counter[tuple[float, bool]] = Counter()
    for story in stories:
        for pair in combinations(range(len(story.figures)), 2):
            one, other = (story.figures[index] for index in pair)
            odds = log_odds(one, other)
            if odds is not None and one.home.partition(":")[0] != other.home.partition(":")[0]:
                counts[odds // WIDTH * WIDTH, pair in story.pairs()] += 1
    print("\nPairs of two texts by log-odds: how many, how many are right, and of all from there up")
    above = right = 0
    for step in sorted({step for step, _ in counts}, reverse=True):
        good, bad = counts[step, True], counts[step, False]
        above, right = above + good + bad, right + good
        print(f"{step:+5.1f}  {good + bad:5}  {good / (good + bad):.2f}   {right / above:.2f}")


if __name__ == "__main__":
    main()

"""Fit what each mark weighs when two figures are taken to answer one question, and say how well it does.

    python bench/fit_grouping.py              measure, leaving one story out at a time, and fit on all
    python bench/fit_grouping.py --measure    measure alone

Ridge logistic regression on the pairs of figures of labelled stories, numpy only: the stories beside the
checkout, our own `a-` ones, and the marked texts of `bench/grouping`, which were written for this and count
less. The held-out `z-` stories are not read. The same stories give the same file,
`claims/extraction/models/grouping.tsv`.
"""

import argparse
import math
from collections import defaultdict
from collections.abc import Mapping, Sequence
from itertools import combinations

import numpy as np
from stories import Pair, Story, Tally, read_stories, score_groups

from claims.extraction.disputes import join_all
from claims.extraction.marks import own_marks, pair_marks
from claims.extraction.matching import LIMIT, MODEL, is_barred
from claims.extraction.sights import sight
from claims.extraction.statuses import status_of

FOLDERS = ("dev", "seed", "own", "grouping")
PENALTY = 2.0  # of a weight, where its mark has a spread of one
WRITTEN = 0.5  # what a pair of bench/grouping counts for
STEPS = 30
SLIGHT = 0.005  # weight × spread below which a mark is left out
HEADER = "# Log-odds by mark; made by bench/fit_grouping.py from labelled stories."

Marks = dict[Pair, dict[str, float]]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--measure", action="store_true")
    only = parser.parse_args().measure
    stories = read_stories(FOLDERS)
    marks = {story.name: marks_of(story) for story in stories}
    left_out = {
        story.name: log_odds_of(fit([s for s in stories if s is not story], marks), marks[story.name])
        for story in stories
    }
    tell("Each story by weights fitted on the others", stories, left_out)
    model = fit(stories, marks)
    tell(
        "All stories by weights fitted on all", stories, {n: log_odds_of(model, m) for n, m in marks.items()}
    )
    if not only:
        lines = [HEADER] + [f"{weight:.3f}\t{name}" for name, weight in sorted(model.items())]
        MODEL.write_text("\n".join(lines) + "\n", encoding="utf-8")
        print(f"{len(model)} weights, {MODEL.stat().st_size / 1000:.1f} kB: {MODEL.name}")


def marks_of(story: Story) -> Marks:
    """The marks of all pairs of a story's figures that may answer one question."""
    sights = [sight(figure) for figure in story.figures]
    alone = [own_marks(one) for one in sights]
    found: Marks = {}
    for one, other in combinations(range(len(sights)), 2):
        if is_barred(sights[one], sights[other]):
            continue
        marks = pair_marks(sights[one], sights[other])
        for own in (alone[one], alone[other]):
            for name, mark in own.items():
                marks[name] = marks.get(name, 0.0) + mark
        found[one, other] = marks
    return found


def fit(stories: Sequence[Story], marks: Mapping[str, Marks]) -> dict[str, float]:
    """The weights that tell the stories' pairs apart best; Newton's method."""
    names = sorted({name for story in stories for found in marks[story.name].values() for name in found})
    column = {name: number for number, name in enumerate(names)}
    rows = [
        (found, pair in right, WRITTEN if story.folder == "grouping" else 1.0)
        for story in stories
        for right in [story.pairs()]
        for pair, found in marks[story.name].items()
    ]
    x = np.zeros((len(rows), len(names) + 1))
    x[:, -1] = 1.0
    for number, (found, _, _) in enumerate(rows):
        for name, mark in found.items():
            x[number, column[name]] = mark
    y = np.array([is_right for _, is_right, _ in rows], dtype=float)
    counts = np.array([count for _, _, count in rows])
    spread = np.append(x[:, :-1].std(axis=0), 1.0)
    spread[spread == 0] = 1.0
    weights = newton(x / spread, y, counts) / spread
    kept = {name: float(weights[i]) for name, i in column.items() if abs(weights[i] * spread[i]) >= SLIGHT}
    return kept | {"bias": float(weights[-1])}


def newton(x: np.ndarray, y: np.ndarray, counts: np.ndarray) -> np.ndarray:
    """The minimum of the penalised loss; the constant, in the last column, goes free."""
    penalty = np.full(x.shape[1], 2 * PENALTY)
    penalty[-1] = 1e-6
    weights = np.zeros(x.shape[1])
    for _ in range(STEPS):
        p = 1 / (1 + np.exp(-np.clip(x @ weights, -30, 30)))
        slope = x.T @ (counts * (p - y)) + penalty * weights
        curve = (x * (counts * p * (1 - p))[:, None]).T @ x + np.diag(penalty)
        step = np.linalg.solve(curve, slope)
        weights -= step
        if np.abs(step).max() < 1e-8:
            break
    return weights


def log_odds_of(model: Mapping[str, float], marks: Marks) -> dict[Pair, float]:
    """The log-odds of each pair by a model."""
    found = {}
    for pair, known in marks.items():
        odds = model["bias"] + math.fsum(model.get(name, 0.0) * mark for name, mark in known.items())
        found[pair] = max(-LIMIT, min(LIMIT, odds))
    return found


def tell(title: str, stories: Sequence[Story], odds: Mapping[str, Mapping[Pair, float]]) -> None:
    """Pairs and status of the groups that these log-odds make, by folder."""
    scores: defaultdict[str, tuple[Tally, Tally]] = defaultdict(lambda: (Tally(), Tally()))
    for story in stories:
        known = odds[story.name]
        pairs = combinations(range(len(story.figures)), 2)
        groups = join_all(len(story.figures), {pair: known.get(pair) for pair in pairs})
        found = score_groups(story, groups, [str(status_of([story.figures[i] for i in g])) for g in groups])
        for name in ("all", story.folder):
            for tally, more in zip(scores[name], found, strict=True):
                tally.add(more.right, more.given, more.asked)
    print(title)
    for name, (paired, status) in scores.items():
        print(f"  {name:9} pairs  {paired}\n{'':12}status {status}")


if __name__ == "__main__":
    main()

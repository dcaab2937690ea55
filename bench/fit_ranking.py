"""The second stage of worthiness: fit what each mark of a claim in its document weighs (numpy only).

Called by `bench/train_worthiness.py`. Ridge logistic regression on the checkable claims of the labelled
stories beside the checkout and our own `a-` ones; the held-out `z-` stories are not read. The first stage's
score is hardly held back, the marks are, so that they move it little. The same stories give the same file.
"""

import json
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from unittest import mock

import numpy as np
from stories import BASE, GOLD, scorer

from claims.extraction import extract, reading
from claims.extraction.ranking import MODEL, log_odds, marks_of, moved
from claims.extraction.records import Claim, Figure

FOLDERS = ((GOLD / "dev", "*"), (GOLD / "seed", "*"), (BASE / "tests" / "stories", "a-*"))
PENALTY = 60.0  # of a mark, where it has a spread of one
SLACK = 0.5  # of the first stage's score
STEPS = 15
WORTHY = 2
HEADER = "# Log-odds by mark; made by bench/train_worthiness.py from labelled stories."

Model = dict[str, float]


@dataclass(frozen=True, slots=True)
class Sighting:
    """A labelled sentence: its claims with their marks, and whether an editor should check it."""

    claims: tuple[tuple[Claim, dict[str, float]], ...]
    worthy: bool


def fit_ranking() -> None:
    """Measure one story left out at a time, fit on all, write the model."""
    stories = {
        path.parent.name: read_sightings(path)
        for root, pattern in FOLDERS
        for path in sorted(root.glob(f"{pattern}/gold.json"))
    }
    before, after = [], []
    for name, story in stories.items():
        model = fit([one for other, found in stories.items() if other != name for one in found])
        before.append(precision(story, None))
        after.append(precision(story, model))
        print(f"{name:12} {before[-1]:.3f} -> {after[-1]:.3f}")
    print(f"average precision of a story left out: {np.mean(before):.3f} -> {np.mean(after):.3f}")
    model = fit([one for found in stories.values() for one in found])
    lines = [HEADER] + [f"{weight:.3f}\t{mark}" for mark, weight in sorted(model.items())]
    MODEL.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(model)} weights: {MODEL.name}")


def read_sightings(labels: Path) -> list[Sighting]:
    """A story's labelled sentences, each claim with the first stage's score."""
    found = []
    for document in json.loads(labels.read_text(encoding="utf-8"))["documents"]:
        text = (labels.parent / f"{document['id']}.txt").read_text(encoding="utf-8")
        sentences = document["sentences"]
        here: defaultdict[int, list[tuple[Claim, dict[str, float]]]] = defaultdict(list)
        for claim, marks in first_stage(text):
            shared = [min(claim.end, s["end"]) - max(claim.start, s["start"]) for s in sentences]
            if max(shared) > 0:
                here[shared.index(max(shared))].append((claim, marks))
        for index, sentence in enumerate(sentences):
            if sentence["section"] != "boilerplate":
                found.append(Sighting(tuple(here[index]), sentence["worth"] == WORTHY))
    return found


def first_stage(text: str) -> list[tuple[Claim, dict[str, float]]]:
    """The claims of a text before they are ranked, with their marks."""
    found: list[tuple[Claim, dict[str, float]]] = []

    def keep(claims: Sequence[Claim], figures: Sequence[Sequence[Figure]]) -> tuple[Claim, ...]:
        found.extend(zip(claims, marks_of(claims, figures), strict=True))
        return tuple(claims)

    with mock.patch.object(reading, "rank_claims", keep):
        extract(text)
    return found


def fit(sightings: Sequence[Sighting]) -> Model:
    """The weight of each mark beside a first stage that counts 1; on average they move nothing."""
    rows = [(claim, marks, s.worthy) for s in sightings for claim, marks in s.claims if claim.checkable]
    names = sorted(rows[0][1])
    values = np.array([[log_odds(c.worthiness), *(marks[n] for n in names)] for c, marks, _ in rows])
    worthy = np.array([label for *_, label in rows], dtype=float)
    middle, spread = values.mean(axis=0), np.maximum(values.std(axis=0), 1e-9)
    design = np.column_stack([(values - middle) / spread, np.ones(len(rows))])
    hold = np.array([SLACK] + [PENALTY] * len(names) + [1e-6])
    known = np.zeros(len(hold))
    for _ in range(STEPS):
        odds = 1 / (1 + np.exp(-design @ known))
        slope = design.T @ (odds - worthy) + hold * known
        bend = (design.T * (odds * (1 - odds))) @ design + np.diag(hold)
        known -= np.linalg.solve(bend, slope)
    found = known[:-1] / spread
    found = found[1:] / found[0]
    model = {name: float(weight) for name, weight in zip(names, found, strict=True)}
    return model | {"": -float(found @ middle[1:])}


def precision(sightings: Sequence[Sighting], model: Model | None) -> float:
    """The average precision as the scorer counts it; without a model, the first stage's."""

    def score(claim: Claim, marks: dict[str, float]) -> float:
        if model is None or not claim.checkable:
            return claim.worthiness
        return moved(claim.worthiness, marks, model)

    ranked = [(max((score(*one) for one in s.claims), default=0.0), s.worthy) for s in sightings]
    return float(scorer().average_precision(ranked))

"""Learn the worthiness model from the ClaimBuster sentences, and say how good it is.

    python bench/train_worthiness.py [SENTENCES]

Logistic regression on words and word pairs (`claims/extraction/worthiness.py`), numpy only.
Prints the average precision on five held-out fifths, trains on everything, keeps the heaviest weights and
writes `claims/extraction/models/worthiness.tsv`. The same input gives the same file.
Then fits the second stage, what a claim's place in its document adds (`bench/fit_ranking.py`).

Data: Arslan, Hassan, Li and Tremayne, A Benchmark Dataset of Check-worthy Factual Claims, ICWSM 2020
(CC BY 4.0).
"""

import argparse
import csv
from collections import Counter
from pathlib import Path

import numpy as np
from fit_ranking import fit_ranking
from stories import BASE

from claims.extraction.worthiness import MODEL, features_of

SENTENCES = BASE.parent / "shared" / "data" / "claimbuster" / "sentences.tsv"
KEPT = 4000  # weights in the file
RARE = 4  # sentences that a feature must occur in
STEPS = 150
RATE = 0.1
PENALTY = 3e-5
FOLDS = 5
HEADER = (
    "# Weights in hundredths, by feature; made by bench/train_worthiness.py from ClaimBuster (CC BY 4.0)."
)


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("sentences", type=Path, nargs="?", default=SENTENCES)
    path = parser.parse_args().sentences
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file, delimiter="\t"))
    found = [sorted(set(features_of(row["Text"]))) for row in rows]
    labels = np.array([row["class_label"] == "Yes" for row in rows], dtype=float)

    folds = np.arange(len(rows)) % FOLDS
    scores = np.zeros(len(rows))
    for fold in range(FOLDS):
        inside = np.flatnonzero(folds != fold)
        model = train([found[i] for i in inside], labels[inside])
        for i in np.flatnonzero(folds == fold):
            scores[i] = model.get("", 0.0) + sum(model.get(feature, 0.0) for feature in found[i])
    print(f"average precision on held-out fifths: {average_precision(scores, labels):.3f}")

    model = train(found, labels)
    lines = [HEADER] + [f"{round(weight * 100)}\t{feature}" for feature, weight in sorted(model.items())]
    MODEL.parent.mkdir(exist_ok=True)
    MODEL.write_text("\n".join(lines) + "\n", encoding="utf-8")
    print(f"{len(model)} weights, {MODEL.stat().st_size / 1000:.0f} kB: {MODEL.name}")
    fit_ranking()


def train(found: list[list[str]], labels: np.ndarray) -> dict[str, float]:
    """The heaviest weights of a logistic regression, by feature; "" is the constant."""
    counts = Counter(feature for features in found for feature in features)
    names = sorted(feature for feature, count in counts.items() if count >= RARE)
    column = {feature: i for i, feature in enumerate(names)}
    pairs = [(row, column[f]) for row, features in enumerate(found) for f in features if f in column]
    rows, columns = (np.array(side, dtype=np.int64) for side in zip(*pairs, strict=True))
    weights, constant = np.zeros(len(names)), 0.0
    mean, square = np.zeros(len(names) + 1), np.zeros(len(names) + 1)
    for step in range(1, STEPS + 1):
        scores = np.bincount(rows, weights[columns], len(found)) + constant
        error = (1 / (1 + np.exp(-scores)) - labels) / len(found)
        slope = np.append(np.bincount(columns, error[rows], len(names)) + PENALTY * weights, error.sum())
        mean = 0.9 * mean + 0.1 * slope
        square = 0.999 * square + 0.001 * slope**2
        move = RATE * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
        weights, constant = weights - move[:-1], constant - move[-1]
    heavy = np.argsort(-np.abs(weights), kind="stable")[:KEPT]
    model = {names[i]: float(weights[i]) for i in heavy if round(weights[i] * 100)}
    return model | {"": float(constant)}


def average_precision(scores: np.ndarray, labels: np.ndarray) -> float:
    """Mean of the precision at each worthy sentence."""
    ranked = labels[np.argsort(-scores, kind="stable")]
    hits = np.cumsum(ranked)
    return float((hits / np.arange(1, len(ranked) + 1))[ranked == 1].mean())


if __name__ == "__main__":
    main()

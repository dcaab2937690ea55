"""Labelled stories with what the engine reads in them: shared by what measures and what fits the grouping."""

import importlib.util
import json
import re
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import combinations
from pathlib import Path
from types import ModuleType

BASE = Path(__file__).resolve().parent.parent
GOLD = BASE.parent / "shared" / "gold"
sys.path.insert(0, str(BASE))

from claims.extraction import extract  # noqa: E402
from claims.extraction.records import Claim, Figure  # noqa: E402

Place = tuple[int, int]  # document, and the label or (negative) the stray figure in it
Pair = tuple[int, int]  # indexes of two figures of a story, the smaller first


@dataclass(frozen=True, slots=True)
class Story:
    """The figures that the engine reads in a story's texts, each with the question it answers."""

    name: str
    folder: str  # dev, seed, own
    figures: tuple[Figure, ...]
    answers: tuple[str | None, ...]  # None: it stands alone, or is no figure at all
    contexts: tuple[str, ...]  # the claim that each stands in
    sections: tuple[str, ...]
    questions: dict[str, dict[str, str]]  # text and status of each
    unread: tuple[tuple[str, int], ...]  # questions of labels that no figure matches, with their documents

    def pairs(self) -> set[Pair]:
        """The pairs of figures that answer one question."""
        return {
            (one, other)
            for one, other in combinations(range(len(self.figures)), 2)
            if self.answers[one] is not None and self.answers[one] == self.answers[other]
        }

    def groups(self) -> list[list[int]]:
        """The figures of each question."""
        found: defaultdict[str, list[int]] = defaultdict(list)
        for index, question in enumerate(self.answers):
            if question is not None:
                found[question].append(index)
        return list(found.values())

    def asked(self) -> int:
        """How many pairs the labels hold, those of unread figures included."""
        sizes: defaultdict[str, int] = defaultdict(int)
        for question in [*filter(None, self.answers), *(question for question, _ in self.unread)]:
            sizes[question] += 1
        return sum(size * (size - 1) // 2 for size in sizes.values())


def read_stories(folders: Iterable[str], *, held_out: bool = False) -> list[Story]:
    """The stories of these folders; of our own those that may be learned from, or the held-out ones."""
    found = []
    for folder in folders:
        if folder == "grouping":
            found += [read_marked(path) for path in sorted((BASE / "bench" / "grouping").glob("*.txt"))]
            continue
        root = BASE / "tests" / "stories" if folder == "own" else GOLD / folder
        for labels in sorted(root.glob("*/gold.json")):
            if folder != "own" or labels.parent.name.startswith("z-") == held_out:
                found.append(read_story(labels, folder))
    return found


def read_story(labels: Path, folder: str) -> Story:
    """One story: its texts read, the figures matched to the labels as the scorer does."""
    match = scorer().match_figures
    gold = json.loads(labels.read_text(encoding="utf-8"))
    figures: list[Figure] = []
    answers: list[str | None] = []
    contexts: list[str] = []
    sections: list[str] = []
    unread: list[tuple[str, int]] = []
    for number, document in enumerate(gold["documents"]):
        reading = extract((labels.parent / f"{document['id']}.txt").read_text(encoding="utf-8"))
        wanted = [figure for sentence in document["sentences"] for figure in sentence["figures"]]
        spans = [span for sentence in document["sentences"] for span in sentence["ignore"]]
        kept = [figure for figure in reading.figures if not is_ignored(figure, spans, wanted)]
        rows = [{"start": f.start, "end": f.end, "relation": str(f.relation), "value": f.value, "low": f.low,
                 "high": f.high, "id": f.id} for f in kept]  # fmt: skip
        found = {row["id"]: index for index, row in match(wanted, rows)}
        holder = {name: claim for claim in reading.claims for name in claim.figures}
        figures += kept
        answers += [wanted[found[f.id]]["answers"] if f.id in found else None for f in kept]
        contexts += [holder[f.id].text for f in kept]
        sections += [str(holder[f.id].section) for f in kept]
        missed = set(range(len(wanted))) - set(found.values())
        unread += [(wanted[index]["answers"], number) for index in sorted(missed) if wanted[index]["answers"]]
    return Story(
        gold["story"], folder, tuple(figures), tuple(answers), tuple(contexts), tuple(sections),
        gold["questions"], tuple(unread),
    )  # fmt: skip


ASKED = re.compile(r"\? (?P<name>\S+) (?P<status>agree|conflict|definition) (?P<text>.+)")
MARKED = re.compile(r"\{(?P<span>[^{}|]+)\|(?P<name>[\w-]+)\}")


def read_marked(path: Path) -> Story:
    """A story of `bench/grouping`: questions on top, texts below, each figure that answers one marked.

    A line `== wire 2025-08-13` opens a text; `{some 9,500|evacuated}` is a figure and its question.
    """
    top, *rest = re.split(r"^== (.+)\n", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    questions = {m["name"]: {"text": m["text"], "status": m["status"]} for m in ASKED.finditer(top)}
    figures: list[Figure] = []
    answers: list[str | None] = []
    claims: list[Claim] = []
    unread: list[tuple[str, int]] = []
    for number, (title, marked) in enumerate(zip(rest[::2], rest[1::2], strict=True)):
        text, spans = unmarked(marked)
        unknown = {name for _, _, name in spans} - questions.keys()
        if unknown:
            sys.exit(f"{path.name}: no question {', '.join(sorted(unknown))}")
        reading = extract(text, published=title.split()[1])
        found = {
            span: max(reading.figures, key=lambda f: (overlap(f, span), -abs(f.start - span[0])))
            for span in spans
        }
        chosen = {f.id: span[2] for span, f in found.items() if overlap(f, span)}
        holder = {name: claim for claim in reading.claims for name in claim.figures}
        figures += reading.figures
        answers += [chosen.get(f.id) for f in reading.figures]
        claims += [holder[f.id] for f in reading.figures]
        unread += [(span[2], number) for span, f in found.items() if not overlap(f, span)]
    return Story(
        path.stem, "grouping", tuple(figures), tuple(answers), tuple(c.text for c in claims),
        tuple(str(c.section) for c in claims), questions, tuple(unread),
    )  # fmt: skip


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and where each marked figure stands in it, with its question."""
    plain, spans, at = "", [], 0
    for mark in MARKED.finditer(text):
        plain += text[at : mark.start()]
        spans.append((len(plain), len(plain) + len(mark["span"]), mark["name"]))
        plain += mark["span"]
        at = mark.end()
    return plain + text[at:], spans


def overlap(figure: Figure, span: tuple[int, int, str]) -> int:
    """How many characters a figure and a marked span share."""
    return max(0, min(figure.end, span[1]) - max(figure.start, span[0]))


def is_ignored(figure: Figure, spans: Sequence[Sequence[int]], wanted: Sequence[dict[str, int]]) -> bool:
    """Whether a figure is neither right nor wrong."""
    inside = any(figure.start < end and start < figure.end for start, end in spans)
    return inside and not any(figure.start < w["end"] and w["start"] < figure.end for w in wanted)


def scorer() -> ModuleType:
    """The scorer that comes with the labelled stories."""
    spec = importlib.util.spec_from_file_location("score", GOLD / "score.py")
    if spec is None or spec.loader is None or not (GOLD / "score.py").is_file():
        sys.exit(f"No scorer in {GOLD}.")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@dataclass(slots=True)
class Tally:
    """Right, wrong and missed answers."""

    right: int = 0
    given: int = 0
    asked: int = 0

    def add(self, right: int, given: int, asked: int) -> None:
        self.right, self.given, self.asked = self.right + right, self.given + given, self.asked + asked

    @property
    def f1(self) -> float:
        return 2 * self.right / (self.given + self.asked) if self.right else 0.0

    def __str__(self) -> str:
        precision = self.right / self.given if self.given else 0.0
        recall = self.right / self.asked if self.asked else 0.0
        return f"{self.f1:.3f} (precision {precision:.3f}, recall {recall:.3f}, {self.asked} asked)"


def score_groups(
    story: Story, groups: Sequence[Sequence[int]], statuses: Sequence[str]
) -> tuple[Tally, Tally]:
    """Pairs and status of a story's groups, counted as the scorer does."""
    pairs, status = Tally(), Tally()
    joined = {pair for group in groups for pair in combinations(sorted(group), 2)}
    pairs.add(len(joined & story.pairs()), len(joined), story.asked())
    for question, asked in story.questions.items():
        members = {index for index, answer in enumerate(story.answers) if answer == question}
        best = max(range(len(groups)), key=lambda i: len(members & set(groups[i])), default=None)
        shared = len(members & set(groups[best])) if best is not None else 0
        is_right = best is not None and shared >= 2 and statuses[best] == asked["status"]
        status.add(int(is_right), int(shared >= 2), 1)
    return pairs, status

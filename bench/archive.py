"""A newsroom's archive, made up: articles on running stories, with the figures a reading would give.

Words come back as they do in news (Zipf): few are everywhere, most are rare. Stories run for a while and then
stop; each has its own words, place and questions, and its figures differ as sources do. Same seed, same
archive."""

import random
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from itertools import accumulate

from claims.extraction.records import Dimension, Figure, Relation

PER_ARTICLE = 20
WORDS = 60_000
STORY_ARTICLES = 12  # on average
KINDS = [
    # dimension, unit, event, what it is about
    (Dimension.COUNT, "soldier", "kill", ("soldier",)),
    (Dimension.COUNT, "person", "kill", ("person",)),
    (Dimension.COUNT, "people", "injure", ("people",)),
    (Dimension.COUNT, "home", "destroy", ("home",)),
    (Dimension.COUNT, "drone", "launch", ("drone",)),
    (Dimension.COUNT, "worker", "dismiss", ("worker",)),
    (Dimension.COUNT, "voter", "vote", ("voter",)),
    (Dimension.COUNT, "child", "vaccinate", ("child",)),
    (Dimension.MONEY, "USD", None, ("profit", "net")),
    (Dimension.MONEY, "EUR", None, ("damage",)),
    (Dimension.MONEY, "USD", None, ("budget",)),
    (Dimension.PERCENT, "percent", None, ("inflation",)),
    (Dimension.PERCENT, "percent", None, ("turnout",)),
    (Dimension.LENGTH, "km", None, ("front",)),
    (Dimension.MASS, "tonne", None, ("grain",)),
    (Dimension.DURATION, "day", None, ("siege",)),
]


@dataclass(frozen=True, slots=True)
class Question:
    """Something that a story's figures answer."""

    number: int
    kind: tuple[Dimension, str, str | None, tuple[str, ...]]
    value: float


@dataclass(frozen=True, slots=True)
class Story:
    """A running story with its own words and questions."""

    place: str
    words: tuple[str, ...]
    questions: tuple[Question, ...]


class Archive:
    """Articles without end, as lists of (figure, number of the question it answers or None)."""

    def __init__(self, seed: int = 7) -> None:
        self.random = random.Random(seed)
        self.weights = list(accumulate(1 / rank for rank in range(20, WORDS + 20)))
        self.running: list[Story] = []
        self.questions = 0
        self.written = 0

    def articles(self) -> Iterator[list[tuple[Figure, int | None]]]:
        while True:
            yield self.article()

    def article(self) -> list[tuple[Figure, int | None]]:
        """One more article: most go on with a story, some open one."""
        if len(self.running) < 40 or self.random.random() < 1 / STORY_ARTICLES:
            self.running.append(self._story())
            if len(self.running) > 400:
                self.running.pop(self.random.randrange(200))
        story = self.running[int(len(self.running) * self.random.random() ** 0.5)]
        self.written += 1
        kept = self.random.sample(story.words, 9)
        terms = tuple(sorted({*kept, story.place, *self._words(9)}))
        return [self._figure(story, terms, number) for number in range(PER_ARTICLE)]

    def _words(self, number: int) -> list[str]:
        found = self.random.choices(range(WORDS), cum_weights=self.weights, k=number)
        return [f"w{word}" for word in found]

    def _story(self) -> Story:
        questions = []
        for _ in range(8):
            self.questions += 1
            value = float(f"{10 ** self.random.uniform(0.5, 5):.2g}")
            questions.append(Question(self.questions, self.random.choice(KINDS), value))
        return Story(f"place{self.random.randrange(5000)}", tuple(self._words(14)), tuple(questions))

    def _figure(self, story: Story, terms: tuple[str, ...], number: int) -> tuple[Figure, int | None]:
        if self.random.random() < 0.4:
            question = self.random.choice(story.questions)
            value = question.value * self.random.choice((1, 1, 1, 1.1, 1.5, 2))
        else:
            question = Question(0, self.random.choice(KINDS), 0)
            value = float(f"{10 ** self.random.uniform(0, 6):.3g}")
        dimension, unit, event, about = question.kind
        start = number * 60
        home = f"{self.written:016x}"
        figure = Figure(
            id=f"f{number}", start=start, end=start + 6, text=f"{value:.6g}", relation=Relation.EXACTLY,
            value=value, low=value, high=value, dimension=dimension, unit=unit, direction=None,
            measure=f"{unit} {event or about[0]}", subject=None, event=event, population=unit,
            place=story.place, when="2025", when_text="this year", terms=terms, about=about,
            near=tuple(sorted(self._words(8))), home=f"{home}:{start}", thread=f"{home}:{start}",
        )  # fmt: skip
        return figure, question.number or None


def record_of(figure: Figure) -> dict[str, object]:
    """As a reading stores it."""
    return asdict(figure)

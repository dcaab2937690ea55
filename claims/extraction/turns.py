"""Transcripts and interviews: whose turn a paragraph is."""

import re
from collections import Counter

LABEL = re.compile(
    r"""
    (?P<label>
        (?: (?: Mr | Ms | Mrs | Dr | Sen | Gen | Rep | Gov | Prof ) \.? \s+ )?
        [A-Z][\w.'’-]* (?: \s+ [A-Z][\w.'’-]* ){0,4}          # KRANE, Amina Okoth, THE CHAIR
        (?: \s* \( [^()]{1,60} \) )?
      | Q | A
    )
    \s* (?: : | \.\s?[-–—] )  \s+
    """,
    re.VERBOSE,
)
ASKERS = frozenset(
    "q question questioner reporter journalist interviewer host moderator presenter anchor press".split()
)
TURNS = 3  # labelled paragraphs that make a text a transcript
ASKING = 0.25  # share of turns with a question that marks whoever asks
SHARE = 0.3  # and the share of its paragraphs


def find_speakers(paragraphs: list[str]) -> list[str | None]:
    """Whose turn each paragraph is: None outside a transcript, "" for whoever asks the questions.

    A paragraph without a label continues the turn above it.
    """
    labels = [LABEL.match(paragraph) for paragraph in paragraphs]
    turns: Counter[str] = Counter()
    questions: Counter[str] = Counter()
    for paragraph, label in zip(paragraphs, labels, strict=True):
        if label:
            turns[name_of(label)] += 1
            questions[name_of(label)] += paragraph.rstrip("\"'”’ ").endswith("?")
    repeated = {name for name, count in turns.items() if count > 1}
    if sum(turns[name] for name in repeated) < max(TURNS, SHARE * len(paragraphs)) or len(turns) < 2:
        return [None] * len(paragraphs)

    shares = {name: questions[name] / turns[name] for name in repeated}
    most = max(shares.values())
    asking = {name for name in turns if name.lower() in ASKERS}
    enough = ASKING if len(repeated) > 2 else ASKING / 3
    curious = {name for name in repeated if most >= enough and shares[name] > most / 2}
    if curious == repeated:  # an answer may end in a question too: who speaks first asks
        curious = {next(name_of(label) for label in labels if label and name_of(label) in repeated)}
    asking |= curious
    speakers: list[str | None] = []
    current: str | None = None
    for label in labels:
        if label and (name_of(label) in repeated or current is not None):
            current = "" if name_of(label) in asking else name_of(label)
        speakers.append(current)
    return speakers


def name_of(label: re.Match[str]) -> str:
    """The label without what stands in brackets after it."""
    return label["label"].split("(")[0].strip()

"""The methods of a resolution: what each proposes for a board, in numbers and in a ready sentence. Pure.

The editor edits the sentence. Readers' comments never give a number.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.board import Board, Entry, Strand, spread
from claims.extraction.records import Figure, Outcome
from claims.judging import Judge
from claims.models import Dispute
from claims.voices import READERS
from claims.wording import bounds_of_one, figure_words
from verdicts.models import Resolution

Method = Resolution.Method
EXPLAINED = {
    Method.RANGE: "From the lowest to the highest figure that counts the same.",
    Method.AUTHORITY: "The figure of the source with the best reliability grade.",
    Method.MAJORITY: "What most independent sources can agree on.",
    Method.RECENT: "The figure of the newest article.",
    Method.SPLIT: "One number for each way of counting.",
    Method.OPEN: "Say that it isn't known, and what is claimed.",
    Method.JUDGEMENT: "Your own reading of the evidence; nothing is filled in.",
}
AGREEING = (Outcome.SAME, Outcome.COMPATIBLE)


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a method proposes; `note` says why it can't, or what it left out."""

    low: float | None = None
    best: float | None = None
    high: float | None = None
    wording: str = ""
    note: str = ""


def propose(method: str, board: Board) -> Proposal:
    """What a method makes of a board's figures."""
    entries = [e for e in board.strands[0].entries if not e.is_readers] if board.strands else []
    if not entries and method != Method.JUDGEMENT:
        return Proposal(note="No source other than readers gives a figure: there is nothing to propose.")
    left_out = any(e.is_readers for e in board.entries)
    proposal = PROPOSERS[Method(method)](entries, board)
    if left_out and proposal.wording and not proposal.note:
        note = "Readers' comments are left out."
        return Proposal(proposal.low, proposal.best, proposal.high, proposal.wording, note)
    return proposal


def _range(entries: Sequence[Entry], board: Board) -> Proposal:
    low, high = _reach(entries)
    least = min(entries, key=lambda e: _first(e.read))
    most = max(entries, key=lambda e: (_last(e.read), bounds_of_one(e.read)[1] is None))
    if least is most or spread([e.read for e in entries]) == figure_words(least.read):
        return Proposal(low, None, high, f"{_opening(least)}, according to {_names([least])}.")
    wording = f"Sources differ: {figure_words(least.read)}, according to {_names([least])}; "
    return Proposal(low, None, high, wording + f"{figure_words(most.read)}, according to {_names([most])}.")


def _authority(entries: Sequence[Entry], board: Board) -> Proposal:
    graded = [e for e in entries if e.grade]
    if not graded:
        return Proposal(
            note="None of these sources has a reliability grade yet. An admin gives grades to sources."
        )
    grade = min(e.grade for e in graded)
    chosen = [e for e in graded if e.grade == grade]
    if len({_reads(e.read) for e in chosen}) > 1:
        low, high = _reach(chosen)
        note = f"{len(chosen)} figures share the best grade, {grade}: choose between them."
        return Proposal(
            low, None, high, f"{spread([e.read for e in chosen])}, according to {_names(chosen)}.", note
        )
    return _one(chosen[0], chosen, f" (graded {grade})")


def _majority(entries: Sequence[Entry], board: Board) -> Proposal:
    camps = [[other for other in entries if _agree(e, other, board.judge)] for e in entries]
    backing = [len(_voices(camp)) for camp in camps]
    most = max(backing)
    everybody = len(_voices(entries))
    if most * 2 <= everybody:
        return Proposal(
            note=f"No figure has a majority: the best-backed has {most} of {everybody} independent sources."
        )
    camp = camps[backing.index(most)]
    low, high = _common(camp)
    said = spread([e.read for e in camp])
    return Proposal(
        low, low if low == high else None, high,
        f"{_upper(said)}, according to {most} of {everybody} independent sources: {_names(camp)}.",
    )  # fmt: skip


def _recent(entries: Sequence[Entry], board: Board) -> Proposal:
    newest = max(entries, key=lambda e: (_published(e), e.pk))
    day = newest.figure.version.article.published_on
    when = f" on {day.day} {day:%B %Y}" if day else ""
    note = "" if day else "Its article has no date: when it was added here counts instead."
    proposal = _one(newest, [newest], f"{when}, the most recent figure")
    return Proposal(proposal.low, proposal.best, proposal.high, proposal.wording, note)


def _split(entries: Sequence[Entry], board: Board) -> Proposal:
    strands = [
        Strand([e for e in strand.entries if not e.is_readers], board.judge) for strand in board.strands
    ]
    strands = [strand for strand in strands if strand.entries]
    if len(strands) == 1:
        return Proposal(note="All these figures count the same: there is nothing to split.")
    low, high = _reach(entries)
    said = "; ".join(
        f"{strand.title}: {spread(strand.records)}, according to {_names(strand.entries)}"
        for strand in strands
    )
    return Proposal(low, None, high, f"It depends on what is counted. {_upper(said)}."[:1000])


def _open(entries: Sequence[Entry], board: Board) -> Proposal:
    said = spread([e.read for e in entries])
    return Proposal(wording=f"The number isn't known. Sources give {said}: {_names(entries)}.")


def _judgement(entries: Sequence[Entry], board: Board) -> Proposal:
    return Proposal()


PROPOSERS = {
    Method.RANGE: _range, Method.AUTHORITY: _authority, Method.MAJORITY: _majority, Method.RECENT: _recent,
    Method.SPLIT: _split, Method.OPEN: _open, Method.JUDGEMENT: _judgement,
}  # fmt: skip


def _one(entry: Entry, speakers: Sequence[Entry], after: str) -> Proposal:
    low, high = bounds_of_one(entry.read)
    best = entry.read.value if low == high else None
    return Proposal(low, best, high, f"{_opening(entry)}, according to {_names(speakers)}{after}.")


def _opening(entry: Entry) -> str:
    return _upper(figure_words(entry.read))


def _upper(words: str) -> str:
    return words[:1].upper() + words[1:]


def _reads(read: Figure) -> tuple[object, ...]:
    return (read.relation, read.value, read.low, read.high)


def _agree(one: Entry, other: Entry, judge: Judge) -> bool:
    return one is other or judge.compare(one, other).outcome in AGREEING


def _voices(entries: Sequence[Entry]) -> frozenset[object]:
    return frozenset().union(*(e.voices for e in entries)) - {READERS}


def _names(entries: Sequence[Entry]) -> str:
    names = list(dict.fromkeys(name for e in entries for name in e.names))
    if len(names) > 4:
        return f"{', '.join(names[:3])} and {len(names) - 3} others"
    return " and ".join([", ".join(names[:-1]), names[-1]] if len(names) > 1 else names)


def _reach(entries: Sequence[Entry]) -> tuple[float | None, float | None]:
    """From the lowest to the highest that is given; None where an end is open beyond it."""
    low = min(_first(e.read) for e in entries)
    high = max(_last(e.read) for e in entries)
    is_open_above = any(bounds_of_one(e.read)[1] is None and _last(e.read) == high for e in entries)
    is_open_below = any(bounds_of_one(e.read)[0] is None and _first(e.read) == low for e in entries)
    return None if is_open_below else low, None if is_open_above else high


def _common(entries: Sequence[Entry]) -> tuple[float | None, float | None]:
    """What all of them allow; the whole reach where rounding makes that empty."""
    lows = [low for low, _ in (bounds_of_one(e.read) for e in entries) if low is not None]
    highs = [high for _, high in (bounds_of_one(e.read) for e in entries) if high is not None]
    low, high = max(lows, default=None), min(highs, default=None)
    return _reach(entries) if low is not None and high is not None and low > high else (low, high)


def _first(read: Figure) -> float:
    low, high = bounds_of_one(read)
    return low if low is not None else high if high is not None else 0.0


def _last(read: Figure) -> float:
    low, high = bounds_of_one(read)
    return high if high is not None else low if low is not None else 0.0


def _published(entry: Entry) -> int:
    article = entry.figure.version.article
    return (article.published_on or article.added_at.date()).toordinal()


def explained(dispute: Dispute) -> list[dict[str, str]]:
    """The methods for the form, each with its explanation and the address that fills it in."""
    address = dispute.get_absolute_url()
    return [
        {"value": method.value, "label": str(method.label), "meaning": meaning,
         "address": f"{address}?method={method.value}#resolve"}
        for method, meaning in EXPLAINED.items()
    ]  # fmt: skip

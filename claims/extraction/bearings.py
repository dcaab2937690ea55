"""Where a figure stands in its text, and the part that the words beside it give it.

"up from 188", "12 of its 18 gates", "not 35,000": a figure to compare with, a part and its whole, a rival.
What a figure counts is for `measures.py`; this is for telling whether somebody disputes it.
"""

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from claims.extraction.conversions import conversion_of
from claims.extraction.equivalents import NONE, index
from claims.extraction.records import Dimension, Figure
from claims.extraction.sentences import Sentence
from claims.extraction.things import clause_lemmas

BESIDE = 60  # characters before and after a figure that are looked at
LOOK_BACK = 2  # sentences before a figure's own that it may take its meaning from
MOST = 24  # lemmas kept of a stretch
EARLY = 2  # sentences at the head of a text, which hold its main figures
TINY, SMALL = 3, 12

SHORT = r"(?:a|an|the|some|just|about|around|only|this|last|its|year's|month's|week's|revised|earlier)"
MONTHS = (
    "january|february|march|april|may|june|july|august|september|october|november|december"
    "|spring|summer|autumn|winter"
)
BEFORE = {
    "base": r"\b(?:from|than|against|compared\s(?:with|to)|versus|vs\.?|up\son|down\son|below|above)"
    rf"(?:\s{SHORT})*\s*$",
    "to": r"\b(?:to|at|stood\sat|reached)(?:\s(?:a|an|the|some|just|about|around|only|record))*\s*$",
    "by": r"\bby(?:\s(?:some|just|about|around|only|nearly|almost))*\s*$",
    "whole": r"\b(?:of|out\sof|among)\s(?:(?:the|its|their|some|about|those|these|all|every)\s)*$",
    "included": r"\b(?:including|among\sthem|includes|plus|other\sthan|of\swhich|of\swhom)"
    r"\s(?:at\sleast\s|some\s|about\s)?$",
    "more": r"\b(?:another|further|additional|extra|other)\s*$",
    "not": r"\b(?:not|n't|never|rather\sthan|instead\sof|only)\s(?:(?:the|its|some|about)\s)*$",
    "old": r"\b(?:19|20)\d\d\W{1,3}$|\b(?:in|since)\s(?:19|20)\d\d,?(?:\s\w+)?\s$",
}
AFTER = {
    "part": r"^\s*(?:\w+\s){0,2}of\s(?:the|its|their|his|her|some|about|more\sthan|those|these|all)?\s*"
    r"(?:\d|them|whom|which|those|these|it\b)",
    "more": r"^\s*(?:\w+\s)?(?:more|fewer|less|further|additional|extra|others?)\b(?!\sthan)",
    "each": r"^\s*(?:\w+\s){0,2}(?:each|apiece|per|a\s(?:day|head|piece|night|week)|every)\b",
}
NO_BASE = re.compile(
    r"\b(?:more|less|fewer|rather|other|better|greater|higher|lower)\sthan\s*$", re.IGNORECASE
)
PAST = re.compile(
    rf"(?:\b(?:in|since|by|of)\s(?:{MONTHS}|(?:19|20)\d\d)|\b(?:19|20)\d\d[:,]?"
    r"|\blast\s(?:year|month|week|season)|\bago|\bearlier|\bpreviously|\bnormally|\bformer|\bused\sto)\b",
    re.IGNORECASE,
)
SAYS = re.compile(
    r"\b(?:says?|said|puts?|put|claim(?:s|ed)?|according|estimate[sd]?|reckons?|count(?:s|ed)?|speaks?|union|police"
    r"|organisers|officials?|ministry|government|president|experts?|official|true|real|actual|not|toll)\b",
    re.IGNORECASE,
)
TIES = {
    "tie:of": re.compile(r"^\s*(?:\w+\s)?(?:of|out\sof)\b.{0,14}$", re.IGNORECASE | re.DOTALL),
    "tie:and": re.compile(r"\band\s(?:\w+\s){0,2}$", re.IGNORECASE),
    "tie:or": re.compile(r"\b(?:or|but|if|while|though)\b", re.IGNORECASE),
    "tie:says": SAYS,
}
BEFORE_PATTERNS = {cue: re.compile(pattern, re.IGNORECASE) for cue, pattern in BEFORE.items()}
AFTER_PATTERNS = {cue: re.compile(pattern, re.IGNORECASE) for cue, pattern in AFTER.items()}
PERSONAL = re.compile(r"\b(?:i|me|i'm|im|i've|ive|you|your|we|us|our)\b", re.IGNORECASE)
OWN = re.compile(r"\bmy\b", re.IGNORECASE)
SUPPOSED = re.compile(r"\b(?:if|would|could|might|should)\b", re.IGNORECASE)
CLAUSE_END = re.compile(r"[;.]|, (?:and|but|while)\b")


def with_bearings(
    figures: Sequence[Figure],
    owners: Sequence[int],
    sentences: Sequence[Sentence],
    sources: Mapping[str, str],
) -> list[Figure]:
    """The figures of a document, each with where it stands; `owners` gives the sentence of each.

    `sources` names each attribution by its id.
    """
    kinds = [kind_of(figure) for figure in figures]
    numbers = Counter(kinds)
    wanted = {place for owner in set(owners) for place in range(max(0, owner - LOOK_BACK), owner + 1)}
    lemmas = {place: clause_lemmas(sentences[place].span) for place in wanted}
    found = []
    for number, (figure, owner) in enumerate(zip(figures, owners, strict=True)):
        sentence = sentences[owner]
        earlier = figures[number - 1] if number and owners[number - 1] == owner else None
        before = {word for place in range(max(0, owner - LOOK_BACK), owner) for word in lemmas[place]}
        names = {word for a in figure.attributions for word in sources[a].lower().split()}
        found.append(
            replace(
                figure,
                section=str(sentence.section),
                sentence=tuple(sorted(lemmas[owner])[:MOST]),
                before=tuple(sorted(before)[: 2 * MOST]),
                cues=cues_of(figure, sentence, earlier, is_early=owner < EARLY, names=names),
                voices=tuple(sorted(names)),
                rivals=numbers[kinds[number]],
            )
        )
    return found


def cues_of(
    figure: Figure, sentence: Sentence, earlier: Figure | None, *, is_early: bool, names: set[str]
) -> tuple[str, ...]:
    """What the words beside a figure say of its part, sorted. `earlier` stands before it in its sentence."""
    text, at, end = sentence.text, figure.start - sentence.start, figure.end - sentence.start
    lead, trail = text[max(0, at - BESIDE) : at], text[end : end + BESIDE]
    clause = CLAUSE_END.split(trail)[0][:40]
    value = next((v for v in (figure.value, figure.low, figure.high) if v is not None), None)
    counted = figure.dimension is Dimension.COUNT and value is not None
    signs = {
        "base": bool(BEFORE_PATTERNS["base"].search(lead)) and not NO_BASE.search(lead),
        "old": bool(BEFORE_PATTERNS["old"].search(lead) or PAST.search(clause)),
        "says": bool(SAYS.search(lead[-35:]) or SAYS.search(trail[:30])),
        "personal": bool(PERSONAL.search(text)),
        "own": bool(OWN.search(lead + " " + trail)),
        "supposed": bool(SUPPOSED.search(text)),
        "asked": "?" in text,
        "tiny": counted and value is not None and value <= TINY,
        "small": counted and value is not None and TINY < value <= SMALL,
        "sourced": bool(names - {"reader"}),
        "reader": names == {"reader"},
        "early": is_early,
        "dated": "when" in figure.stated and not re.search(r"(?:19|20)\d\d", figure.when or ""),
    }
    for cue, pattern in BEFORE_PATTERNS.items():
        signs.setdefault(cue, bool(pattern.search(lead)))
    for cue, pattern in AFTER_PATTERNS.items():
        signs[cue] = signs.get(cue, False) or bool(pattern.search(trail))
    if earlier is not None:
        between = text[max(0, earlier.end - sentence.start) : at][-BESIDE:]
        signs |= {cue: bool(pattern.search(between)) for cue, pattern in TIES.items()}
        signs["tie:says"] = signs["tie:says"] or bool(SAYS.search(trail[:30]))
    return tuple(sorted(cue for cue, found in signs.items() if found))


def kind_of(figure: Figure) -> tuple[str, str]:
    """What sort of thing a figure sizes: a counted noun or a unit, as one word of its group."""
    if figure.dimension is not Dimension.COUNT:
        return figure.dimension.value, conversion_of(figure).unit
    return figure.dimension.value, canonical(figure.unit.lower())


def canonical(word: str) -> str:
    """One word for all of a group: "troops" and "soldiers", "die" and "drown".

    >>> canonical("bobby"), canonical("drown"), canonical("kill"), canonical("lamp")
    ('officer', 'kill', 'kill', 'lamp')
    """
    groups = index("things").get(word, NONE) | index("happenings").get(word, NONE)
    return word if word in groups else min(groups, default=word)

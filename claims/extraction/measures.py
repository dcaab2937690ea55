"""What a quantity measures: event, subject, population, place, period.

A figure is described from its own sentence first; what it leaves out ("South Korea estimates 4,700")
comes from the figure it leans on, and the place and the terms of the document stand behind all of them.
"""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from hashlib import blake2b

from claims.extraction.bases import bases_in, inherited
from claims.extraction.echoes import with_echoes
from claims.extraction.ellipses import Ellipsis, Known, Tie, find_ellipsis, is_bare, is_part
from claims.extraction.events import event_of
from claims.extraction.figures import Quantity
from claims.extraction.heads import head_of, lemma
from claims.extraction.language import Span, Token
from claims.extraction.namings import counted_in_words, group_beside, named_groups
from claims.extraction.periods import Period, periods_in
from claims.extraction.places import Gazetteer, Surveyed, place_of, read_places, size_of, survey
from claims.extraction.records import Dimension, Figure
from claims.extraction.sentences import Sentence
from claims.extraction.things import about_lemmas, clause_lemmas, things_of, written
from claims.extraction.wordings import is_only_size, measure_in_words

TOO_FAR = 220  # how far a period may stand from its figure: characters, with a fine for each border between
NEAR = 24  # lemmas kept of a figure's own sentence
TERMS = 24  # lemmas and names kept of its document


@dataclass(frozen=True, slots=True)
class Context:
    """What is known of the document before its figures are described."""

    sentences: tuple[Sentence, ...]
    published: str | None
    gazetteer: Gazetteer = field(init=False)
    terms: tuple[str, ...] = field(init=False)
    groups: dict[str, str] = field(init=False)
    name: str = field(init=False)  # stands for the document: the same text has the same

    def __post_init__(self) -> None:
        """Read once what every figure of the document needs."""
        object.__setattr__(self, "gazetteer", read_places(self.sentences))
        object.__setattr__(self, "groups", named_groups(self.sentences))
        object.__setattr__(self, "terms", salient_terms(self.sentences))
        text = "\n".join(sentence.text for sentence in self.sentences)
        digest = blake2b(text.encode(errors="surrogatepass"), digest_size=8)
        object.__setattr__(self, "name", digest.hexdigest())


def salient_terms(sentences: Sequence[Sentence]) -> tuple[str, ...]:
    """The words that a document comes back to, names first of all; sorted."""
    seen: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.span:
            if (
                token.pos_ in ("NOUN", "PROPN")
                and len(token.text) > 2
                and not token.is_stop
                and token.text[0].isalpha()
            ):
                seen[lemma(token)] += 2 if token.pos_ == "PROPN" else 1
    common = sorted(seen.items(), key=lambda item: (-item[1], item[0]))[:TERMS]
    return tuple(sorted(word for word, _ in common))


def describe(quantity: Quantity, sentence: Sentence, context: Context, number: int) -> Figure:
    """One figure by itself. `number` counts the document's figures from 1.

    See `describe_all` for figures that lean.
    """
    return describe_all([quantity], [context.sentences.index(sentence)], context, number)[0]


def describe_all(
    quantities: Sequence[Quantity], owners: Sequence[int], context: Context, number: int = 1
) -> list[Figure]:
    """The figures of a document with their meaning, in order; `owners` gives the sentence of each quantity.

    A figure that leans on an earlier one takes from it what its own sentence leaves out. Ids count
    from `number`.
    """
    surveyed = {owner: survey(context.sentences[owner]) for owner in set(owners)}
    alone = [
        describe_alone(index, quantities, owners, context, surveyed[owners[index]], f"f{number + index}")
        for index in range(len(quantities))
    ]
    known = Known(quantities, owners, context.sentences)
    events = [figure.event for figure in alone]
    found: list[Figure] = []
    for index, own in enumerate(alone):
        leaning = find_ellipsis(index, known, events)
        found.append(own if leaning is None else lean(own, base_of(own, leaning, found), leaning))
        events[index] = found[index].event
    return with_echoes(found)


def base_of(own: Figure, leaning: Ellipsis, found: Sequence[Figure]) -> Figure:
    """The figure leaned on.

    Where that is only a look aside ("At the first round it was 58%"), the one before it.
    """
    base = found[leaning.index]
    if leaning.tie is Tie.SAME and base.apart and base.home != own.home:
        return next((f for f in reversed(found[: leaning.index]) if f.thread == base.apart), base)
    return base


def describe_alone(
    index: int,
    quantities: Sequence[Quantity],
    owners: Sequence[int],
    context: Context,
    surveyed: Surveyed,
    name: str,
) -> Figure:
    """A figure with what its own sentence says of it."""
    q = quantities[index]
    sentence = context.sentences[owners[index]]
    things = things_of(q.tokens, q.noun, q.dimension)
    event = event_of(q.tokens, q.noun, q.dimension, q.unit)
    place, placed = place_of(q.tokens, surveyed, context.gazetteer)
    start, end = surroundings(index, quantities, owners, sentence)
    period = period_of(q, sentence, context.published, (start - sentence.start, end - sentence.start))
    about = about_lemmas(things)
    population = population_of(q, things, sentence, context)
    near = sorted(clause_lemmas(tokens_between(sentence, start, end)))[:NEAR]
    around = sentence.text[start - sentence.start : end - sentence.start]
    return Figure(
        name, q.start, q.end, q.text, q.relation, q.value, q.low, q.high, q.dimension, q.unit, q.direction,
        measure=measure_in_words(q, things, event, place if placed else None, population or ""),
        subject=agent_of(q.tokens),
        event=event,
        population=population,
        place=place,
        when=period.resolved if period else None,
        when_text=period.wording if period else None,
        terms=context.terms,
        about=about,
        near=tuple(near),
        basis=tuple(sorted({*bases_in(around), *({"part"} if is_part(q, sentence) else ())})),
        stated=stated_of(place, period, context.gazetteer, placed=placed),
        home=f"{context.name}:{owners[index]}",
        thread=f"{context.name}:{q.start}",
        leaning=q.dimension is Dimension.COUNT and is_bare(q) and not stands_in(q.noun, sentence),
    )  # fmt: skip


def tokens_between(sentence: Sentence, start: int, end: int) -> Span:
    """The tokens of a sentence that start in a stretch of the document."""
    span, doc = sentence.span, sentence.span.doc
    tokens = range(span.start, span.end)
    first, last = (
        span.start + bisect_left(tokens, place - sentence.offset, key=lambda i: doc[i].idx)
        for place in (start, end)
    )
    return doc[first:last]


def stands_in(noun: Token | None, sentence: Sentence) -> bool:
    """Whether what is counted is named in this very sentence."""
    return (
        noun is not None
        and noun.doc is sentence.span.doc
        and sentence.span.start <= noun.i < sentence.span.end
    )


def stated_of(
    place: str | None, period: Period | None, gazetteer: Gazetteer, *, placed: bool
) -> tuple[str, ...]:
    """What of place and period the figure's own sentence states, and how large the place is."""
    size = size_of(place, gazetteer) if placed else None
    found = {"place"} if placed else set()
    found |= {f"size:{size}"} if size else set()
    return tuple(sorted(found | ({"when"} if period else set())))


def surroundings(
    index: int, quantities: Sequence[Quantity], owners: Sequence[int], sentence: Sentence
) -> tuple[int, int]:
    """The part of its sentence that is a figure's own: from the figure before it to the one after it."""
    start, end = sentence.start, sentence.end
    if index > 0 and owners[index - 1] == owners[index]:
        start = quantities[index - 1].end
    if index + 1 < len(quantities) and owners[index + 1] == owners[index]:
        end = quantities[index + 1].start
    return start, end


def lean(own: Figure, earlier: Figure, ellipsis: Ellipsis) -> Figure:
    """A figure completed from the one it leans on.

    Another answer to the same question stands in its thread.
    """
    own_place, own_when = "place" in own.stated, "when" in own.stated
    elsewhere = own_place and "place" in earlier.stated and own.place != earlier.place
    another_time = own_when and own.when != earlier.when and own.home != earlier.home
    same = ellipsis.tie is Tie.SAME and not elsewhere and not another_time
    return replace(
        own,
        event=earlier.event if ellipsis.tie is Tie.BEFORE else own.event or earlier.event,
        about=own.about or earlier.about,
        population=own.population or earlier.population,
        subject=own.subject or earlier.subject,
        place=own.place if own_place else earlier.place,
        when=own.when if own_when else earlier.when if same else None,
        stated=tuple(
            sorted(
                {
                    *own.stated,
                    *(s for s in earlier.stated if (s != "when" and not own_place) or (same and s == "when")),
                }
            )
        ),
        near=tuple(sorted({*own.near, *earlier.near})[: 2 * NEAR]),
        measure=own.measure if own.about and not is_only_size(own.measure) else earlier.measure,
        basis=inherited(own.basis, earlier.basis) if same else own.basis,
        thread=earlier.thread if same else own.thread,
        apart=earlier.apart if same else "" if ellipsis.tie is Tie.KIN else earlier.thread,
        leaning=True,
    )


def population_of(q: Quantity, things: Sequence[Token], sentence: Sentence, context: Context) -> str | None:
    """Who or what is counted, with what narrows it; for a measure, what it is the size of."""
    if q.dimension is not Dimension.COUNT or q.noun is None:
        return written(things[0]) if things else None
    counted = counted_in_words(q.noun, q.unit, frozenset(token.i for token in q.tokens))
    group = group_beside(q.noun, sentence, context.groups) if " of " not in counted else ""
    return f"{counted} of {group}" if group else counted


def agent_of(tokens: tuple[Token, ...]) -> str | None:
    """Who did it: the subject of the verb that the figure is the object of, or the "by" of its passive."""
    if not tokens:
        return None
    head = verb = head_of(tokens)
    while verb.pos_ not in ("VERB", "AUX") and verb.head.i != verb.i:
        verb = verb.head
    if verb.i == head.i:
        return None  # all that hangs on it is the figure's own
    for child in verb.children:
        if child.dep_ in ("nsubj", "agent") and child.i != head.i and child.pos_ in ("NOUN", "PROPN", "ADP"):
            noun = (
                next((c for c in child.children if c.dep_ == "pobj"), child)
                if child.dep_ == "agent"
                else child
            )
            return written(noun)
    return None


def period_of(q: Quantity, sentence: Sentence, published: str | None, own: tuple[int, int]) -> Period | None:
    """The period nearest to the figure in its sentence, what follows it before what precedes it.

    One that stands beyond another figure, outside the figure's `own` part of the sentence, comes last.
    """
    at, end = q.start - sentence.start, q.end - sentence.start
    best: tuple[int, Period] | None = None
    for period in periods_in(sentence.text, published):
        if period.start < end and period.end > at:
            continue
        gap = period.start - end if period.start >= end else (at - period.end) + 10
        border = sentence.text[min(end, period.end) : max(at, period.start)]
        score = gap + 40 * sum(border.count(mark) for mark in (";", ",", " and ", " but "))
        score += 0 if own[0] <= period.start < own[1] else 100
        if best is None or score < best[0]:
            best = (score, period)
    return best[1] if best and best[0] < TOO_FAR else None

"""Who is said to have said it: cues, chains, pronouns, plural sources."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby

from claims.extraction.cues import Cue, Form, verb_cue
from claims.extraction.labels import label_cue
from claims.extraction.language import Span, Token
from claims.extraction.naming import as_it_stands, name_sources, phrase_at
from claims.extraction.phrases import phrase_cue
from claims.extraction.quotes import WORDS, find_quotes, quotes_in, share_quoted
from claims.extraction.records import Attribution, Manner, Role, Section, SourceKind
from claims.extraction.register import Known, Register
from claims.extraction.sentences import Sentence
from claims.extraction.speakers import Sort, is_pronoun, kinds
from claims.extraction.stretches import find_contents, find_elided, with_chains
from claims.extraction.voices import Voice, find_voice

READER = "reader"
PAPERS = frozenset("study report survey analysis poll inquiry investigation audit review census".split())
NEXT = 5  # characters between neighbouring sentences, at most
# The number just given, once more: "The number stood at 62,000 in November."
AGAIN = re.compile(
    r"(?:The|That|This)\s+(?:number|figure|total|toll|count|rate)\s+(?:stood|was|had|rose|fell|is)\b"
)
MOST_CUES = 12  # cues read in one sentence: more are a list of names


@dataclass(frozen=True, slots=True)
class Attributed:
    """An attribution and the words that the source is said to have said."""

    attribution: Attribution
    stretches: tuple[
        tuple[int, int], ...
    ]  # pieces of the document, in order; an empty one only marks a sentence
    holds_figures: bool = True  # not so where the source denies what the stretches say

    def covers(self, start: int, end: int) -> bool:
        """Whether one of the stretches holds the whole of start to end."""
        return self.holds_figures and any(a <= start and end <= b for a, b in self.stretches)

    def touches(self, start: int, end: int) -> bool:
        """Whether one of the stretches shares text with start to end."""
        return any(a < end and start < b for a, b in self.stretches)


@dataclass(slots=True)
class Said:
    """An attribution in the making."""

    start: int
    end: int
    text: str
    who: list[Known]
    source: str
    kind: SourceKind
    cue: str
    role: Role
    stretches: list[tuple[int, int]]
    holds_figures: bool = True
    is_direct: bool = False


@dataclass(slots=True)
class Reader:
    """What is remembered from sentence to sentence."""

    register: Register = field(default_factory=Register)
    quoted: list[Said] = field(default_factory=list)  # whose quotation may go on
    voice: Voice = field(default_factory=Voice)  # whose own statement the document is
    speaker: Known | None = None  # in a transcript, whose turn it is
    latest: list[Said] = field(default_factory=list)  # whoever spoke in the sentence before


def find_attributions(sentences: Sequence[Sentence]) -> list[Attributed]:
    """The document's attributions in order, ids `a1`, `a2` … A figure is theirs whose span lies in the
    stretch."""
    reader = Reader(voice=find_voice(sentences))
    said: list[Said] = []
    for _, group in groupby(sentences, key=lambda sentence: sentence.paragraph):
        paragraph = list(group)
        if paragraph[0].section is Section.COMMENT:
            said += read_comment(paragraph, reader)
        else:
            said += read_paragraph(paragraph, reader)
    said.sort(key=lambda one: (one.stretches[0][0] if one.stretches else one.start, one.start))
    return [finish(one, number) for number, one in enumerate(said, 1)]


def finish(one: Said, number: int) -> Attributed:
    """The record of what was gathered."""
    attribution = Attribution(
        f"a{number}",
        one.start,
        one.end,
        one.text,
        one.source,
        one.cue,
        Manner.DIRECT if one.is_direct else Manner.INDIRECT,
        one.kind,
        one.role,
    )
    return Attributed(attribution, tuple(one.stretches), one.holds_figures)


def read_comment(paragraph: list[Sentence], reader: Reader) -> Iterator[Said]:
    """A reader's comment: the reader's own words, but for the sentences that name a source of their own."""
    first = paragraph[0]
    own: list[tuple[int, int]] = []
    for sentence in paragraph:
        cues = [cue for cue in find_cues(sentence, is_quoting=False) if is_named(cue.source)]
        found = list(say(cues, sentence, [], reader, as_written=True))
        yield from found
        if not found:
            own.append((sentence.start, sentence.end))
    if own:
        yield Said(
            first.start,
            first.start,
            "",
            [],
            READER,
            SourceKind.READER,
            "",
            Role.ORIGINATOR,
            own,
            is_direct=True,
        )


def is_named(source: Token) -> bool:
    """Whether a reader names a source that an editor could ask: a name or a body, not "he" or "my uncle"."""
    if is_pronoun(source):
        return False
    if any(child.lower_ in ("my", "your", "our", "a", "an", "some") for child in source.lefts):
        return False
    return source.text[0].isupper() or source.lower_ in PUBLIC or any(c.lower_ == "the" for c in source.lefts)


PUBLIC = frozenset(
    "police officials government union ministry council scientists experts authorities media".split()
)


def read_paragraph(paragraph: list[Sentence], reader: Reader) -> Iterator[Said]:
    """A paragraph of the article: cues, quotations and, in a transcript, the speaker's turn."""
    every_quote = find_quotes(paragraph)
    speaker = paragraph[0].speaker
    turn = begin_turn(paragraph[0], speaker, reader) if speaker else None
    reader.speaker = turn.who[0] if turn and turn.who else None
    waiting: list[tuple[int, int]] = []  # quoted sentences before their speaker is named
    if turn is None and not (every_quote and every_quote[0][0] == paragraph[0].start):
        reader.quoted = []
    reader.latest = []
    for sentence in paragraph:
        quotes = quotes_in(sentence, every_quote)
        share = share_quoted(sentence, quotes)
        cues = find_cues(sentence, is_quoting=0.1 < share < 0.95)
        if quotes and not speaker:
            cues = [cue for cue in cues if not is_pronoun(cue.source) or not is_inside(cue, sentence, quotes)]
        found = list(say(cues, sentence, quotes, reader))
        if share <= 0.85:
            reader.register.note(sentence)
            note_topic(sentence, reader)
            refresh(found, reader)
        if turn is not None:
            extend(turn, sentence)
        elif share > 0.85 and not found:
            speaking = reader.quoted or [
                one for one in reader.latest if one.who and one.who[0].sort is Sort.PERSON
            ]
            if speaking:
                extend(speaking[-1], sentence)
                speaking[-1].is_direct = True
            else:
                waiting.append((sentence.start, sentence.end))
        elif not found and share == 0 and AGAIN.match(sentence.text):
            for one in reader.latest:
                extend(one, sentence)
        elif not found and share > 0.3:
            found = list(introduced(sentence, quotes, reader))
        if found:
            reader.quoted = [one for one in found if one.is_direct]
            if reader.quoted:
                reader.quoted[0].stretches[:0], waiting = waiting, []
        elif share <= 0.85:
            reader.quoted = []
        if found or share <= 0.85:
            reader.latest = found
        yield from found
    if waiting and (unnamed := last_person(paragraph, waiting, reader)):
        yield unnamed
    if turn is not None:
        yield turn


def note_topic(sentence: Sentence, reader: Reader) -> None:
    """Remember the study or the company that a sentence is about: the next may go on "…, it found"."""
    for token in sentence.span:
        if token.dep_ == "nsubj" and token.tag_ == "NNS" and token.lemma_.lower() in kinds():
            reader.register.last_people = as_it_stands(phrase_at(token, sentence.span)).who
        if token.dep_ in ("nsubj", "poss") and kinds().get(token.lemma_.lower(), ("", ""))[1] is Sort.BODY:
            phrase = phrase_at(token, sentence.span)
            reader.register.topic = (reader.register.resolve(phrase) or as_it_stands(phrase).who)[0]
        if token.dep_ == "nsubj" and token.lemma_.lower() in PAPERS and token.head.dep_ == "ROOT":
            phrase = phrase_at(token, sentence.span)
            reader.register.last_paper = as_it_stands(phrase).who[0]


def is_inside(cue: Cue, sentence: Sentence, quotes: Sequence[tuple[int, int]]) -> bool:
    """Whether the cue stands inside a quotation."""
    place = sentence.offset + cue.token.idx
    return any(start < place < end for start, end in quotes)


def extend(one: Said, sentence: Sentence) -> None:
    """Let what was said run on over a sentence; neighbours make one stretch, however long the speech."""
    if one.stretches and 0 <= sentence.start - one.stretches[-1][1] < NEXT:
        one.stretches[-1] = (one.stretches[-1][0], sentence.end)
    else:
        one.stretches.append((sentence.start, sentence.end))


def refresh(found: list[Said], reader: Reader) -> None:
    """Those who have just spoken are the ones a pronoun means next, whoever else the sentence named."""
    speakers = [who for one in found for who in one.who]
    if speakers:
        reader.register.spoke(list(dict.fromkeys(speakers)))


def find_cues(sentence: Sentence, *, is_quoting: bool) -> list[Cue]:
    """Every cue of the sentence, in the order of its words."""
    span = sentence.span
    cues: list[Cue] = []
    if (label := label_cue(sentence)) is not None:
        cues.append(label)
    for token in span:
        cue = phrase_cue(token, span) or verb_cue(token, span, is_quoting=is_quoting)
        if cue is not None:
            cues.append(cue)
            if len(cues) == MOST_CUES:
                break
    if cues:
        cues += find_elided(cues, span)
        cues = with_chains(without_weak(cues))
    return cues


def without_weak(cues: list[Cue]) -> list[Cue]:
    """The cues but for what is only done inside what another says: "donors have pledged two-thirds, the WHO
    said"."""
    kept = []
    for cue in cues:
        after = [other.first for other in cues if other.form is Form.BEFORE and other.first > cue.token.i]
        is_drowned = after and not any(t.text == ";" for t in cue.token.doc[cue.token.i : min(after)])
        if not (cue.is_weak and is_drowned):
            kept.append(cue)
    return kept


def say(
    cues: list[Cue],
    sentence: Sentence,
    quotes: Sequence[tuple[int, int]],
    reader: Reader,
    *,
    as_written: bool = False,
) -> Iterator[Said]:
    """What the cues of a sentence make known: one for each source."""
    if not cues:
        return
    span, offset = sentence.span, sentence.offset
    inside = [(a - offset, b - offset) for a, b in quotes if a < sentence.end and sentence.start < b]
    quoted = {t.i for t in span if any(a <= t.idx < b for a, b in inside)}
    contents = find_contents(cues, span, quoted)
    everything = set(range(span.start, span.end))
    for cue, content in zip(cues, contents, strict=True):
        sources = name_sources(
            cue, span, reader.register, reader.voice, reader.speaker, as_written=as_written
        )
        reader.register.spoke([who for source in sources for who in source.who if not source.is_person])
        relayed = set().union(*(c for c, other in zip(contents, cues, strict=True) if other.relays))
        said = (relayed or everything) if cue.is_chain else content
        stretches = [(a + offset, b + offset) for a, b in pieces(said, span)]
        is_direct = sum(i in quoted for i in said) >= WORDS
        for source in sources:
            role = (
                Role.RELAYER
                if cue.relays or source.relays
                else Role.JOINT
                if sum(not one.relays for one in sources) > 1
                else Role.ORIGINATOR
            )
            yield Said(
                source.start + offset,
                source.end + offset,
                source.text,
                source.who,
                source.name,
                source.kind,
                cue.words,
                role,
                list(stretches) or [(source.start + offset, source.end + offset)],
                cue.holds_figures,
                is_direct,
            )


def pieces(content: set[int], span: Span) -> list[tuple[int, int]]:
    """Runs of neighbouring tokens as offsets into the passage."""
    doc = span.doc
    found: list[tuple[int, int]] = []
    last = -2
    for i in sorted(content):
        start, end = doc[i].idx, doc[i].idx + len(doc[i].text)
        if i == last + 1:
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
        last = i
    return found


def begin_turn(sentence: Sentence, speaker: str, reader: Reader) -> Said:
    """The attribution of a turn: the whole paragraph is the speaker's."""
    known = reader.register.find(speaker)
    name = known.name if known else speaker
    end = sentence.start + len(speaker) if sentence.text.startswith(speaker) else sentence.start
    return Said(
        sentence.start,
        end,
        sentence.text[: end - sentence.start],
        [known] if known else [],
        name,
        known.kind if known else SourceKind.PERSON,
        ":",
        Role.ORIGINATOR,
        [],
        is_direct=True,
    )


def introduced(sentence: Sentence, quotes: Sequence[tuple[int, int]], reader: Reader) -> Iterator[Said]:
    """A quotation after a colon: "Ole Brandt, 71, has done his sums: "Three and a half …" is his."""
    for start, end in quotes:
        before = sentence.text[: max(0, start - sentence.start)].rstrip()
        if start < sentence.start or start >= sentence.end or not before.endswith(":"):
            continue
        root = next((t for t in sentence.span if t.dep_ == "nsubj" and sentence.offset + t.idx < start), None)
        if root is None or root.text.lower() in ("it", "that", "this", "i", "we"):
            continue
        cue = Cue(root, ":", root, root.left_edge.i, root.right_edge.i + 1, Form.AFTER)
        for source in name_sources(cue, sentence.span, reader.register, reader.voice):
            if source.is_person:
                yield Said(
                    source.start + sentence.offset,
                    source.end + sentence.offset,
                    source.text,
                    source.who,
                    source.name,
                    source.kind,
                    ":",
                    Role.ORIGINATOR,
                    [(start, min(end, sentence.end))],
                    is_direct=True,
                )
                return


def last_person(paragraph: list[Sentence], stretches: list[tuple[int, int]], reader: Reader) -> Said | None:
    """Quotations that no cue claims are those of the person the paragraph was about."""
    if paragraph[0].section is not Section.BODY or stretches[0][0] == paragraph[0].start:
        return None
    known = reader.register.behind("he") or reader.register.behind("she")
    if not known:
        return None
    place = stretches[0][0]
    return Said(
        place, place, "", known, known[0].name, known[0].kind, "", Role.ORIGINATOR, stretches, is_direct=True
    )

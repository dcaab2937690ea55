"""From a cue to its sources by name: coordination split, owners of papers found, pronouns resolved."""

from dataclasses import dataclass, replace

from claims.extraction.cues import Cue, Form
from claims.extraction.language import Span, Token
from claims.extraction.phrases import owner_of
from claims.extraction.records import SourceKind
from claims.extraction.register import Known, Register, words_in
from claims.extraction.speakers import (
    Phrase,
    Sort,
    can_speak,
    is_pronoun,
    is_proper,
    kinds,
    left_bound,
    make_phrase,
    right_bound,
    second_source,
    words_of,
)
from claims.extraction.verbs import verbs
from claims.extraction.voices import Voice

SPOKEN_FOR = ("spokesman", "spokeswoman", "spokesperson", "spokespeople")


@dataclass(frozen=True, slots=True)
class Source:
    """One source of a cue, by name. Offsets are the passage's."""

    start: int
    end: int
    text: str
    name: str
    kind: SourceKind
    who: list[Known]
    is_person: bool = False
    relays: bool = False


def name_sources(
    cue: Cue,
    span: Span,
    register: Register,
    voice: Voice,
    speaker: Known | None = None,
    *,
    as_written: bool = False,
) -> list[Source]:
    """The sources of one cue; none where it is the document's own voice.

    `speaker`, whose turn it is in a transcript, is nobody that "she" can mean.
    """
    if is_pronoun(cue.source):
        return by_pronoun(cue, span, register, speaker)
    found: list[Source] = []
    for phrase in phrases_of(cue, span):
        if not voice.is_own(phrase, register):
            found.append(as_it_stands(phrase) if as_written else by_phrase(phrase, register))
    quoted_by = relayer_of(cue)
    if quoted_by is not None:
        found.append(replace(by_phrase(phrase_at(quoted_by, span), register), relays=True))
    return found


def by_pronoun(cue: Cue, span: Span, register: Register, speaker: Known | None) -> list[Source]:
    """Whom a pronoun stands for; nobody if the text has named nobody.

    After "Noor Birak keeps a watch, and she swears …" it is the sentence's own subject; in "…, she said" that
    subject belongs to what is said.
    """
    pronoun = cue.source
    known = [] if cue.form is Form.BEFORE else subject_before(pronoun, span, register)
    if (
        "show" in verbs().get(cue.token.lemma_, ())
        and "say" not in verbs()[cue.token.lemma_]
        and register.last_paper
    ):
        known = [register.last_paper]  # "…, they show": the accounts named before
    if pronoun.lower_ == "they" and not known:
        known = [who for who in subject_before(pronoun, span, register) if who.sort is Sort.GROUP]
    known = known or register.behind(pronoun.lower_, speaker) or subject_before(pronoun, span, register)
    text, end = pronoun.text, pronoun.idx + len(pronoun.text)
    return [
        Source(pronoun.idx, end, text, one.name, one.kind, [one], one.sort is Sort.PERSON) for one in known
    ]


def subject_before(pronoun: Token, span: Span, register: Register) -> list[Known]:
    """The subject of the sentence that stands before the pronoun, if the pronoun can mean it."""
    for token in span.doc[span.start : pronoun.i]:
        is_owner = token.dep_ == "poss" and token.head.dep_ in ("nsubj", "nsubjpass")  # "The bank's profits"
        is_owner = is_owner and not can_speak(token.head)
        if (
            not (token.dep_ in ("nsubj", "nsubjpass") or is_owner)
            or is_pronoun(token)
            or not can_speak(token)
        ):
            continue
        phrase = phrase_at(token, span)
        named = register.resolve(phrase)
        sort = named[0].sort if named else phrase.sort
        wanted = {"it": (Sort.BODY,), "they": (Sort.GROUP, Sort.BODY)}.get(pronoun.lower_, (Sort.PERSON,))
        if sort in wanted and (pronoun.lower_ != "they" or token.tag_ in ("NNS", "NNPS")):
            return named or as_it_stands(phrase).who
    return []


def as_it_stands(phrase: Phrase) -> Source:
    """The source by the words of its phrase."""
    entry = Known(
        phrase.name, words_in(phrase.name), phrase.sort, phrase.kind, set(phrase.roles) | {phrase.head}
    )
    is_person = phrase.sort is Sort.PERSON
    return Source(phrase.start, phrase.end, phrase.text, phrase.name, phrase.kind, [entry], is_person)


def by_phrase(phrase: Phrase, register: Register) -> Source:
    """The source that a phrase names, by its name in the register where it has one."""
    known = register.resolve(phrase)
    words = phrase.name.split()
    if not known and phrase.sort is Sort.DOCUMENT and len(words) == 2 and words[0].lower() in kinds():
        owner = register.described(
            words[0].lower(), Sort.BODY
        )  # "ministry data", of the ministry named before
        known = [owner] if owner else []
    if known:
        one = known[0]
        kind = one.kind if one.kind is not SourceKind.OTHER else phrase.kind
        return Source(phrase.start, phrase.end, phrase.text, one.name, kind, known, one.sort is Sort.PERSON)
    return as_it_stands(phrase)


def phrases_of(cue: Cue, span: Span) -> list[Phrase]:
    """The noun phrases that are the cue's source, one for each of several."""
    if cue.phrase is not None:
        first, after = cue.phrase
        if parts := shared_noun(cue.source, first, after):
            return parts
        if parts := coordinated(cue.source, first, after):
            return parts
        owner = owner_of(cue.source)
        return [phrase_at(owner, span) if owner is not None else tail_phrase(cue.source, first, after)]
    head = cue.source
    first = left_bound(head, span.start)
    if parts := shared_noun(head, first, head.i + 1):
        return parts
    if parts := coordinated(head, first, head.i + 1):
        return parts
    return [phrase_at(one, span) for one in heads_of(head)] + beyond_place(head, span)


def tail_phrase(head: Token, first: int, after: int) -> Phrase:
    """The phrase of a source that the words' order gave, whole."""
    return make_phrase(head, first, right_bound(head, after) if head.i + 1 < after else after)


def heads_of(head: Token) -> list[Token]:
    """The head and those coordinated with it: "police and hospital staff"."""
    heads = [head]
    for child in head.rights:
        if child.dep_ == "conj" and child.pos_ in ("NOUN", "PROPN") and not has_clause(child):
            heads += heads_of(child)
    return heads


def beyond_place(head: Token, span: Span) -> list[Phrase]:
    """ "Officials in Kyiv and Western diplomats": the second source, which the parser joins to the place."""
    beyond = second_source(head, span.end)
    if beyond is None:
        return []
    link, noun = beyond
    return [make_phrase(noun, link + 1, noun.i + 1)]


def has_clause(noun: Token) -> bool:
    return any(child.dep_ in ("nsubj", "aux", "relcl") and child.i < noun.i for child in noun.children)


def phrase_at(head: Token, span: Span) -> Phrase:
    """The phrase of a head noun; the owner's, where it is a paper; the name's, where one is set beside it."""
    owner = owner_of(head)
    if owner is not None:
        return phrase_at(owner, span)
    named = apposed_name(head)
    if named is not None:
        return make_phrase(named, left_bound(named, span.start), named.i + 1, (head.lemma_.lower(),))
    roles = tuple(c.lemma_.lower() for c in head.rights if c.dep_ == "appos" and c.lemma_.lower() in kinds())
    return make_phrase(head, left_bound(head, span.start), right_bound(head, span.end), roles)


def apposed_name(head: Token) -> Token | None:
    """The name set beside a common noun: "their commander, Colonel Petra Haas", "the charity MedAid"."""
    if is_proper(head) and head.lemma_.lower() not in kinds():
        return None
    for child in head.rights:
        if child.dep_ == "appos" and is_proper(child) and child.i - head.i < 9:
            between = head.doc[head.i + 1 : child.left_edge.i].text
            if between in ("", ",") and not (child.text.isupper() and between == "("):
                return child
    return None


def shared_noun(head: Token, first: int, after: int) -> list[Phrase]:
    """Several sources that share one noun: "South Korean, Ukrainian and Western | sources"."""
    doc = head.doc
    if head.lemma_.lower() not in words_of("speakers", "shared", "nouns"):
        return []
    while first < head.i and doc[first].tag_ in ("DT", "CD", "PRP$"):
        first += 1
    words = doc[first : head.i]
    ands = [t for t in words if t.lower_ in ("and", "or", "&")]
    if not ands or any(t.pos_ in ("VERB", "ADP", "AUX") or t.tag_ == "POS" for t in words):
        return []
    groups: list[list[Token]] = [[]]
    for token in words:
        if token.lower_ in ("and", "or", "&", ","):
            if groups[-1]:
                groups.append([])
        else:
            groups[-1].append(token)
    if not all(group and group[-1].text[0].isupper() for group in groups):
        return []
    tail = doc[head.i : after].text
    sort, kind = make_phrase(head, head.i, head.i + 1).sort, make_phrase(head, head.i, head.i + 1).kind
    phrases = []
    for group in groups:
        text = doc[group[0].i : group[-1].i + 1].text
        end = group[-1].idx + len(group[-1].text)
        phrases.append(
            Phrase(group[0].idx, end, text, f"{text} {tail}", head.lemma_.lower(), sort, kind, False)
        )
    return phrases


def coordinated(head: Token, first: int, after: int) -> list[Phrase]:
    """ "police and hospital staff" in a phrase that the order of words gave."""
    doc = head.doc
    places = [i for i in range(first, after) if doc[i].lower_ == "and"]
    if len(places) != 1 or not first < places[0] < after - 1:
        return []
    cut = places[0]
    left, right = doc[cut - 1], doc[after - 1]
    if left.pos_ not in ("NOUN", "PROPN") or right.pos_ not in ("NOUN", "PROPN"):
        return []
    if is_proper(left) and is_proper(right):
        return []  # the Ministry of Health and Welfare, the Food and Agriculture Organization
    if not can_speak(left) or left.lemma_.lower() not in kinds() and not is_proper(left):
        return []  # "the trade and industry ministry"
    return [make_phrase(left, first, cut), make_phrase(right, cut + 1, after)]


def relayer_of(cue: Cue) -> Token | None:
    """ "was quoted as saying by TNA", "told Reuters" is none: who passed the words on."""
    if cue.token.lemma_ not in ("quote", "cite", "report"):
        return None
    for token in cue.token.subtree:
        if token.lower_ == "by" and token.dep_ in ("prep", "agent"):
            return next((c for c in token.children if c.dep_ == "pobj"), None)
    return None

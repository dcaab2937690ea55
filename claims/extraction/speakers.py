"""Noun phrases that name or describe a source: their extent, their name, what sort of speaker they are."""

from dataclasses import dataclass
from enum import Enum
from functools import cache

from claims.extraction.language import Doc, Token
from claims.extraction.lexicons import load
from claims.extraction.records import SourceKind

LEFT = frozenset("det amod compound poss nummod nmod quantmod advmod punct case predet nounmod prep".split())
OF = frozenset(("of", "at", "for", "from", "with", "within", "inside", "behind", "in"))
PERIODS = frozenset(
    """monday tuesday wednesday thursday friday saturday sunday january february march april may june july
    august
    september october november december today yesterday week month year morning night evening statement
    interview report
    speech briefing conference letter post email e-mail turn total part time case tweet message video call
    article paper response reply court parliament hour day detail advance public private favour
    favor""".split()
)
FORECASTERS = frozenset("economist analyst investor expert trader".split())
CORE_TAGS = frozenset(
    ("NNP", "NNPS", "NN", "NNS", "JJ", "JJR", "JJS", "CD", "VBN", "VBG", "POS", "HYPH", "PRP$", "DT")
)


class Sort(Enum):
    """What a pronoun would call them."""

    PERSON = "he or she"
    BODY = "it"
    GROUP = "they"
    DOCUMENT = "the paper itself"
    THING = "nobody"


@dataclass(frozen=True, slots=True)
class Phrase:
    """A source as written. Offsets are the parsed passage's."""

    start: int
    end: int
    text: str
    name: str  # without determiners, titles and what else is no part of it
    head: str  # the lemma of its main noun, lower case
    sort: Sort
    kind: SourceKind
    is_name: bool
    is_definite: bool = False  # "the ministry": somebody known
    roles: tuple[str, ...] = ()  # what the text calls them beside the name: "minister"


@cache
def words_of(lexicon: str, table: str, key: str) -> frozenset[str]:
    """One list of a lexicon."""
    return frozenset(load(lexicon)[table][key].split())


@cache
def kinds() -> dict[str, tuple[SourceKind, Sort]]:
    """Each speaking noun's kind and sort; where a noun is in several lists the first list wins."""
    known: dict[str, tuple[SourceKind, Sort]] = {}
    for table, sort in (("persons", Sort.PERSON), ("bodies", Sort.BODY)):
        for kind, words in load("speakers")[table].items():
            for word in words.split():
                known.setdefault(word.replace("_", " "), (SourceKind(kind), sort))
    return known


@cache
def documents() -> frozenset[str]:
    return words_of("speakers", "documents", "paper") | words_of("speakers", "documents", "instrument")


@cache
def titles() -> frozenset[str]:
    return words_of("speakers", "titles", "words")


@cache
def determiners() -> frozenset[str]:
    return words_of("speakers", "determiners", "words")


def is_capital(token: Token) -> bool:
    """Whether the token can be part of a name."""
    return token.text[0].isupper() and token.pos_ in ("PROPN", "NOUN", "ADJ", "NUM", "X", "VERB")


def is_proper(token: Token) -> bool:
    """Whether the token is a name or a part of one."""
    return token.tag_ in ("NNP", "NNPS") and token.text[0].isupper() or token.text == "WHO"


def is_pronoun(token: Token) -> bool:
    """Whether the token stands for somebody: "WHO says" is the World Health Organization."""
    return (
        token.lower_ == "one" or token.pos_ == "PRON" and not (token.text.isupper() and len(token.text) > 1)
    )


def can_speak(token: Token) -> bool:
    """Whether the noun is of a sort that says things: a name, a person, a body. Not "sales", not "the
    flood"."""
    if is_pronoun(token) or token.lower_ == "one":
        return token.lower_ in ("he", "she", "they", "who", "it", "one")
    if token.text[0].isupper() and (not token.is_sent_start or token.tag_ == "NN" and token.n_lefts == 0):
        return True  # "Orvane also disclosed", "said Thring": names that the tagger did not know for names
    return is_proper(token) or token.lemma_.lower() in kinds() or token.lemma_.lower() in documents()


def left_bound(head: Token, limit: int) -> int:
    """The index of the phrase's first token."""
    left = head.i
    for child in head.lefts:
        if child.dep_ in LEFT or child.tag_ in CORE_TAGS:
            left = min(left, child.left_edge.i)
    left = max(left, limit)
    while left < head.i and head.doc[left].pos_ in ("PUNCT", "CCONJ", "ADP", "SCONJ", "ADV", "SPACE"):
        left += 1
    return left


def right_bound(head: Token, limit: int) -> int:
    """The index after the phrase's last token: "people | familiar with the matter", "Bank | of England"."""
    doc, right = head.doc, head.i + 1
    while right < limit:
        token = doc[right]
        if token.dep_ == "prep" and token.lower_ in OF and token.head.i < right and token.head.i >= head.i:
            inner = [child.lower_ for child in token.children]
            if (beyond := second_source(head, limit)) is not None:
                return beyond[0]
            if (
                any(word.rstrip("s") in PERIODS or word in PERIODS or word[:1].isdigit() for word in inner)
                or not inner
            ):
                break
            if is_proper(head) and token.lower_ not in ("of", "for") and head.lower_ not in kinds():
                break
        elif not (
            token.dep_ in ("acl", "amod", "acomp")
            and token.head.i == head.i
            and token.tag_ in ("VBN", "JJ")
            and not is_proper(head)
        ):
            break
        stop = token.right_edge.i + 1
        right = next(
            (i for i in range(right, stop) if doc[i].text in ',;:()"“”—–' or doc[i].tag_ in ("WP", "WDT")),
            stop,
        )
        if right < stop:
            break
    return min(right, limit)


def second_source(head: Token, limit: int) -> tuple[int, Token] | None:
    """The "and" and the second noun of "officials in Kyiv and Western diplomats", which are two sources."""
    doc, i = head.doc, head.i + 1
    if i >= limit or doc[i].lower_ not in ("in", "at", "from") or head.lemma_.lower() not in kinds():
        return None
    i += 1
    while i < limit and is_proper(doc[i]):
        i += 1
    link = i
    if link >= limit or doc[link].lower_ != "and" or not is_proper(doc[link - 1]):
        return None
    i += 1
    while i < limit and doc[i].pos_ in ("ADJ", "PROPN") and doc[i].tag_ != "NNS":
        i += 1
    is_source = i < limit and doc[i].tag_ == "NNS" and doc[i].lemma_.lower() in kinds()
    return (link, doc[i]) if is_source else None


def past_thing(head: Token, first: int) -> int:
    """Where the source starts after the thing it speaks of: "half the pace | economists had expected"."""
    before = head.nbor(-1) if head.i > first else head
    words = [token.lower_ for token in head.doc[first : before.i]]
    is_thing = before.tag_ == "NN" and before.lemma_.lower() not in kinds() and "the" in words
    return head.i if is_thing else first


def make_phrase(head: Token, first: int, after: int, roles: tuple[str, ...] = ()) -> Phrase:
    """The phrase of the tokens from `first` to `after`, whose main noun is `head`."""
    doc = head.doc
    is_name = is_proper(head) or (head.text[0].isupper() and not head.is_sent_start and head.tag_ != "NNS")
    is_definite = doc[first].lower_ in ("the", "this", "that", "these", "its", "his", "her", "their")
    if head.tag_ == "NNS" and head.lemma_.lower() in FORECASTERS:
        first = past_thing(head, first)
    if is_proper(head):
        first, after, found = trim_name(head, first, after)
        roles += found
    while first < head.i and (
        doc[first].lower_ in determiners() or doc[first].tag_ == "CD" or doc[first].text in ",\"“'-"
    ):
        first += 1
    span = doc[first:after]
    text = span.text.strip(" ,\"“”'")
    lemma = head.lemma_.lower()
    sort, kind = sort_of(head, roles, text)
    return Phrase(
        span.start_char,
        span.end_char,
        span.text,
        text,
        lemma,
        sort,
        kind,
        is_name,
        is_definite,
        roles,
    )


def trim_name(head: Token, first: int, after: int) -> tuple[int, int, tuple[str, ...]]:
    """The bounds of the name alone and the lower-case nouns and titles before it: "grid operator |
    Kesnet"."""
    doc, left = head.doc, head.i
    while left > first and (is_capital(doc[left - 1]) or doc[left - 1].text in ("-", "&", "’", "al")):
        left -= 1
    roles = [doc[i].lemma_.lower() for i in range(first, left) if doc[i].pos_ in ("NOUN", "PROPN")]
    while left < head.i and head.lower_ not in kinds() and is_title(doc, left, head.i):
        roles.append(doc[left].lower_.rstrip("."))
        left += 1
    is_person = bool(set(roles) & titles()) and head.lower_ not in kinds()
    if not is_person and left - 2 >= first and doc[left - 1].tag_ == "POS" and head.lower_ in kinds():
        left = next((i + 1 for i in range(left - 2, first - 1, -1) if not is_capital(doc[i])), first)
    if head.lower_ not in kinds() and not is_person and head.i + 1 < after and doc[head.i + 1].lower_ != "of":
        after = head.i + 1
    return left, after, tuple(roles)


def is_title(doc: Doc, index: int, end: int) -> bool:
    """Whether a word is part of a title before a name: "Transport Minister Lo", not "Transport Focus"."""
    words = []
    for token in doc[index:end]:
        word = token.lower_.rstrip(".")
        if word not in titles():
            break
        words.append(word)
    return any(word not in words_of("speakers", "titles", "fields") for word in words)


def sort_of(head: Token, roles: tuple[str, ...], name: str) -> tuple[Sort, SourceKind]:
    """What sort of speaker a phrase is, and of what kind."""
    lemma = head.lemma_.lower()
    plural = head.tag_ in ("NNS", "NNPS")
    known = kinds().get(lemma) or kinds().get(head.lower_)
    if is_proper(head) and not (known and " " in name):
        for role in reversed(roles):
            if found := kinds().get(role):
                return found[1], found[0]
        if set(roles) & titles() or (head.ent_type_ == "PERSON" and " " in name and "'" not in name):
            return Sort.PERSON, SourceKind.PERSON
    if known:
        kind, sort = known[0], known[1]
        if (
            lemma == "general"
            and head.i
            and head.nbor(-1).lower_ in ("inspector", "attorney", "secretary", "director")
        ):
            kind = SourceKind.GOVERNMENT
        if lemma == "source" or "not be named" in name:
            kind = SourceKind.ANONYMOUS
        return (Sort.GROUP if plural and sort is Sort.PERSON else sort), kind
    if lemma in documents():
        return Sort.DOCUMENT, SourceKind.OTHER
    if is_proper(head):
        return Sort.BODY, SourceKind.OTHER
    return (Sort.GROUP, SourceKind.PERSON) if plural else (Sort.THING, SourceKind.OTHER)

"""Which word a number hangs on, and the small questions of grammar that its meaning needs."""

from functools import cache

from claims.extraction.language import Token
from claims.extraction.lexicons import load
from claims.extraction.records import Dimension

DEPTH = 6  # steps up a sentence before the event is too far to be this figure's
NOUNS = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "X", "SYM"})
MODIFYING = frozenset({"nummod", "compound", "quantmod", "amod", "nmod", "det", "predet", "poss", "advmod"})
OBJECTS = frozenset({"dobj", "obj", "dative", "oprd", "iobj"})
SUBJECTS = frozenset({"nsubj", "nsubjpass", "csubj"})
VERBAL = frozenset({"VERB", "AUX"})
KILLING = frozenset({"kill", "die"})
WOUNDING = frozenset({"wound", "injure", "hurt", "maim"})
ASIDE = frozenset({"of", "with", "under", "than", "like", "including", "as", "without", "against", "between"})
MISREAD = {
    "instal": "install",
    "fin": "fine",
    "wound": "wound",
    "foot": "cost",
    "guste": "gust",
    "burrie": "bury",
}  # lemmas the tagger gets wrong
WEAK_VERBS = frozenset({"accord", "compare", "base", "depend", "relate", "regard", "concern"})
COINS = frozenset({"ksh", "chf", "eur", "usd", "inr", "gbp"})  # codes that the tagger takes for verbs


@cache
def words(name: str) -> frozenset[str]:
    """One plain list of the events lexicon."""
    return frozenset(load("events")[name])


@cache
def table(name: str) -> dict[str, str]:
    """One table of the events lexicon: word to event."""
    found: dict[str, str] = load("events")[name]
    return found


def lemma(token: Token) -> str:
    """The lemma in lower case; words in capitals and plurals that the tagger took for names are put right."""
    word = token.lemma_.lower()
    if word in MISREAD:
        return MISREAD[word]
    if (
        token.pos_ == "PROPN"
        and word not in table("nominals")
        and word.endswith("s")
        and word[:-1] in table("nominals")
    ):
        return word[:-1]
    return word


def is_attributive(tokens: tuple[Token, ...]) -> bool:
    """Whether the measure only describes a thing: "a 120-day deployment", "a £20,000 car"."""
    inside = {token.i for token in tokens}
    head = top_of(tokens)
    unit = head.head if head.dep_ in MODIFYING and head.head.pos_ in NOUNS else head
    if unit.i not in inside and unit.i > head.i:
        is_price = head.dep_ == "nummod" and any(token.pos_ == "SYM" for token in tokens)
        if is_price or head.dep_ in ("amod", "compound", "nmod"):
            return True
    return (
        unit.dep_ in ("amod", "compound", "nmod")
        and unit.head.pos_ in ("NOUN", "PROPN")
        and unit.head.i > unit.i
    )


def head_of(tokens: tuple[Token, ...]) -> Token:
    """The noun that the number modifies, or the number's own head token."""
    head = top_of(tokens)
    steps = 0
    while head.dep_ in MODIFYING and head.head.i != head.i and head.head.pos_ in NOUNS and steps < DEPTH:
        head = head.head
        steps += 1
    return head


def top_of(tokens: tuple[Token, ...]) -> Token:
    """The token of the span that the others hang on; of several, the last number or noun."""
    inside = {token.i for token in tokens}
    tops = [token for token in tokens if token.head.i not in inside or token.head.i == token.i]
    named = [token for token in tops if token.pos_ in ("NUM", "NOUN", "SYM", "PROPN")]
    return (named or tops or list(tokens))[-1]


def subject_of(verb: Token) -> Token | None:
    """The verb's subject, its own or the one it shares with the verb it is joined to."""
    own = next((child for child in verb.children if child.dep_ in SUBJECTS), None)
    if own is None and verb.dep_ in ("conj", "xcomp") and verb.head.pos_ in VERBAL:
        own = next((child for child in verb.head.children if child.dep_ in SUBJECTS), None)
    if own is not None and own.lower_ in ("who", "which", "that") and verb.dep_ == "relcl":
        return verb.head
    return own


def phrasal(verb: Token) -> str | None:
    """The verb with its particle: "shoot down", "go up", "fall ill"; None for what is no word."""
    word = lemma(verb)
    if not word.isalpha() or len(word) < 2 or word in WEAK_VERBS or word in COINS:
        return None
    if word == "miss" and verb.lower_ == "missing":
        return table("states")["missing"]
    if word == "follow" and verb.tag_ == "VBG":
        return None  # "following"
    for child in verb.children:
        if (
            child.i > verb.i
            and child.dep_ in ("acomp", "oprd")
            and child.lower_ in ("ill", "missing", "sick")
        ):
            return table("states")[child.lower_]
        if child.dep_ == "conj" and child.i == verb.i + 2 and both_harms(word, lemma(child)):
            return "kill and wound"
    for after in verb.doc[verb.i + 1 : verb.i + 6]:
        if after.is_punct or after.pos_ in VERBAL:
            break
        if f"{word} {after.lower_}" in words("phrasals") and (
            after.lower_ != "part" or after.i == verb.i + 1  # "took the better part of"
        ):
            return f"{word} {after.lower_}"
    return "hand over" if word == "hand" else word


def is_level(verb: Token) -> bool:
    """Whether a verb only gives a level: "stands at", "works out at"."""
    word = lemma(verb)
    return word in words("level") or (word == "work" and any(c.lower_ == "out" for c in verb.children))


def both_harms(one: str, other: str) -> bool:
    """Whether two verbs joined ("killed or injured") are a toll of dead and wounded alike."""
    return (one in KILLING and other in WOUNDING) or (one in WOUNDING and other in KILLING)


def nearest_verb(token: Token, dimension: Dimension) -> str | None:
    """The verb that a figure stands under, where nothing closer says what happened.

    None of being, saying or level.
    """
    if (
        token.dep_ == "pobj"
        and token.head.lower_ in ASIDE
        and lemma(token.head.head) not in words("belongings")
    ):
        return None
    start = token.i
    for _ in range(DEPTH):
        if token.head.i == token.i:
            return None
        token = token.head
        if token.pos_ in VERBAL:
            word = lemma(token)
            between = token.doc[min(token.i, start) : max(token.i, start)]
            if word in ("be", "have") or is_level(token) or any(t.text in (":", ";") for t in between):
                return None
            telling = (
                word in words("reporting")
                and word != "announce"
                and not (dimension in (Dimension.COUNT, Dimension.RATE) and word in words("acts"))
            )
            return None if telling else phrasal(token)
    return None

"""What is counted: the noun after a number, its singular, and what stands for it where it is left out."""

from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.language import Token
from claims.extraction.lexicons import load

LEXICON = load("nouns")
PLURALS: dict[str, str] = LEXICON["plurals"]
SINGULARS = frozenset(PLURALS.values())
PEOPLE = frozenset(LEXICON["people"]["nouns"])
STATES = frozenset(LEXICON["people"]["states"])
TAKERS = frozenset(LEXICON["people"]["takers"])
PEOPLE_VERBS = frozenset(LEXICON["people"]["verbs"])
COLLECTIVES: dict[str, str] = LEXICON["collectives"]
NUMBERING = frozenset(LEXICON["numbering"]["words"])
LEVELS = frozenset(LEXICON["levels"]["verbs"])
PLAIN = frozenset(LEXICON["compounds"]["plain"])
MODIFIERS = frozenset(LEXICON["modifiers"]["words"])
HYPHENS = frozenset({"-", "‑"})
QUOTES = frozenset({'"', "“", "”", "'", "‘", "’", "``", "''", "«", "»"})
NOUNS = frozenset({"NOUN", "PROPN"})
OPENERS = frozenset(
    {
        "the",
        "its",
        "their",
        "his",
        "her",
        "our",
        "my",
        "your",
        "these",
        "those",
        "some",
        "all",
        "this",
        "that",
        "a",
        "an",
    }
)
PRONOUNS = frozenset({"them", "whom", "which", "these", "those", "us", "you"})
# Third persons that the tagger is right about even straight after a number.
VERBS_ALWAYS = frozenset("shakes strikes hits kills rocks jolts".split()) | frozenset(
    {
        "is",
        "has",
        "was",
        "says",
        "does",
        "stays",
        "remains",
        "seems",
        "needs",
        "includes",
        "goes",
        "comes",
        "makes",
        "shows",
    }
)
REACH = 9  # tokens after a number in which its noun is looked for


@dataclass(frozen=True, slots=True)
class Counted:
    """What a number counts: the unit, its head noun where there is one, and the index of the token after
    it.
    """

    unit: str
    token: Token | None
    end: int


def singular(word: str) -> str:
    """The singular of an English noun, lower case.

    >>> [singular(word) for word in ("soldiers", "bodies", "boxes", "children", "gas", "REACTIONS")]
    ['soldier', 'body', 'box', 'child', 'gas', 'reaction']
    """
    if word[:-1].isupper() and word.endswith("s") and len(word) > 2:
        return word[:-1]  # MPs
    if any(map(str.isdigit, word)):
        return word.removesuffix("s")  # F-16s
    lower = word.lower().replace("’", "'").removesuffix("'s").removesuffix("'")
    if lower in PLURALS:
        return PLURALS[lower]
    if lower.endswith("ies") and len(lower) > 4:
        return lower[:-3] + "y"
    if lower.endswith(("sses", "shes", "ches", "xes", "zes", "oes")):
        return lower[:-2]
    if lower.endswith("s") and not lower.endswith(("ss", "us", "is")) and len(lower) > 3:
        return lower[:-1]
    return lower


def is_plural(token: Token, *, is_next: bool = False) -> bool:
    """Whether a token can be a plural noun. `is_next`: it stands straight after the number, where a verb
    seldom does.
    """
    lower = token.lower_
    if lower in PLURALS:
        return lower not in {"gas", "bus", "virus", "us", "axis"}
    if not lower.endswith("s") or lower.endswith(("ss", "us", "is")) or len(lower) < 3:
        return False
    if token.pos_ in NOUNS or token.tag_ in {"NNS", "NNPS"}:
        return True
    return is_next and token.tag_ in {"VBZ", "FW", "JJ", "UH"} and lower not in VERBS_ALWAYS


def find_noun(tokens: Sequence[Token], index: int, value: float) -> Counted | None:
    """The noun that a number counts, from the token after the number's span on.

    "14 police vans" police van; "nine seriously injured people" person; "12 of its 18 gates" gate; "310
    dead" person (a
    state is returned only by `find_state`). None where no noun follows.
    """
    if index < len(tokens) and tokens[index].lower_ in {"of", "out"}:
        return find_noun_of(tokens, index, value)
    run = collect_run(tokens, index)
    head = choose_head(run, value)
    if head is None:
        return None
    members = run[: run.index(head) + 1]
    end = index + next(k for k, token in enumerate(tokens[index:]) if token is head) + 1
    return Counted(name(members, tokens, end), head, end)


def find_noun_of(tokens: Sequence[Token], index: int, value: float) -> Counted | None:
    """The noun after "of", with what opens it and a number of its own passed over: "of some 70,000
    positions".
    """
    position = index + (2 if tokens[index].lower_ == "out" else 1)
    limit = min(position + 8, len(tokens))
    while position < limit:
        token = tokens[position]
        if token.lower_ in PRONOUNS and (
            position + 1 >= len(tokens) or tokens[position + 1].pos_ not in NOUNS | {"ADJ", "NUM"}
        ):
            return None
        is_opener = (
            token.lower_ in OPENERS or token.pos_ in {"NUM", "DET", "SYM"} or token.tag_ in {"PRP$", "CD"}
        )
        is_owner = position + 1 < len(tokens) and tokens[position + 1].tag_ == "POS"
        if is_owner:
            position += 2
        elif is_opener or token.lower_ in {
            "more",
            "than",
            "at",
            "least",
            "about",
            "around",
            "nearly",
            "almost",
            "over",
        }:
            position += 1
        else:
            break
    run = collect_run(tokens, position)
    head = choose_head(run, max(value, 2.0)) or next((t for t in reversed(run) if t.pos_ == "NOUN"), None)
    if head is None:
        return find_state(tokens, position)
    end = next((k for k in range(position, len(tokens)) if tokens[k] is head), position) + 1
    return Counted(name(run[: run.index(head) + 1], tokens, end), head, end)


def collect_run(tokens: Sequence[Token], index: int) -> list[Token]:
    """The words that may make up a noun phrase from a token on, quotes, hyphens and model names left out."""
    run: list[Token] = []
    for position in range(index, min(index + REACH, len(tokens))):
        token = tokens[position]
        after = tokens[position + 1] if position + 1 < len(tokens) else None
        if is_passed(tokens, position, index, run):
            continue
        if token.pos_ in NOUNS or token.pos_ == "ADJ" or is_plural(token, is_next=not run):
            if token.lower_ in STATES and (after is None or after.pos_ not in NOUNS):
                break
            run.append(token)
        elif may_lead(token, after) and not has_plural(run):
            run.append(token)
        else:
            break
    return run


def may_lead(token: Token, after: Token | None) -> bool:
    """Whether a participle, comparative or adverb leads on to a noun: "seriously injured people"."""
    if after is None:
        return False
    if token.tag_ in {"VBN", "VBG", "JJR", "VBD"}:
        return after.pos_ in NOUNS | {"ADJ"}
    return token.pos_ == "ADV" and (after.pos_ == "ADJ" or after.tag_ in {"VBN", "VBG"})


def is_passed(tokens: Sequence[Token], position: int, first: int, run: Sequence[Token]) -> bool:
    """Whether a token stands in a noun phrase without counting: quotes, "would-" of "would-be", "F-16",
    "more".
    """
    token, lower = tokens[position], tokens[position].lower_
    after = tokens[position + 1] if position + 1 < len(tokens) else None
    if lower in QUOTES or lower in HYPHENS or (token.tag_ == "POS" and run):
        return True
    if lower in {"more", "fewer", "such", "other"}:
        return not run
    if after is None:
        return False
    if lower in {",", "and", "or", "&"}:
        return bool(run) and run[-1].pos_ == after.pos_ == "ADJ"
    if not is_plural(token):
        is_prefix = after.lower_ in HYPHENS and not token.whitespace_
        is_suffix = position > first and tokens[position - 1].lower_ in HYPHENS and bool(token.whitespace_)
        if is_prefix or is_suffix:
            return True
    if token.like_num:
        return bool(run) and run[-1].pos_ == "PROPN" and is_plural(after)  # Leopard 2 tanks
    is_code = not token.is_alpha and token.text[0].isalpha() and any(map(str.isdigit, token.text))
    return is_code and (after.pos_ in NOUNS or is_plural(after))


def has_plural(run: Sequence[Token]) -> bool:
    """Whether a plural noun is among the words already."""
    return any(is_plural(token) for token in run)


def choose_head(run: Sequence[Token], value: float) -> Token | None:
    """The head of a noun phrase that a number counts: its last plural; after "one", its last noun."""
    if value == 1:
        nouns = [token for token in run if token.pos_ in NOUNS]
        return (
            nouns[-1]
            if nouns and not (is_plural(nouns[-1]) and nouns[-1].tag_ == "NNS" and len(nouns) > 1)
            else None
        )
    head = None
    for position, token in enumerate(run):
        if is_plural(token, is_next=position == 0) and token.pos_ != "ADJ":
            head = token
        elif head is not None and token.pos_ != "NOUN":
            break
    return head


def name(members: Sequence[Token], tokens: Sequence[Token], end: int) -> str:
    """The unit that a noun phrase makes: its head in the singular, with the common nouns that stand
    before it.
    """
    head = members[-1]
    unit = singular(head.text)
    beyond = [token.lower_ for token in tokens[end : end + 2]] if tokens else []
    if unit in {"man", "woman"} and beyond in (["and", "women"], ["and", "men"]):
        return "person"
    if unit in PLAIN:
        return unit
    parts: list[str] = []
    for token in reversed(members[:-1]):
        if token.i and token.nbor(-1).lower_ in HYPHENS:
            break
        if token.pos_ != "NOUN" or token.lower_ in MODIFIERS or token.ent_type_ in {"GPE", "NORP", "DATE"}:
            break
        parts.insert(
            0,
            singular(token.text)
            if token.tag_ == "NNS" and token.lower_ not in {"arms", "sports"}
            else token.lower_,
        )
    return " ".join([*parts[-1:], unit])


def find_state(tokens: Sequence[Token], index: int) -> Counted | None:
    """ "dead", "were arrested", "people missing": the state that makes persons of a bare number."""
    position = index
    while position < min(index + 5, len(tokens)):
        token = tokens[position]
        if token.lower_ in STATES:
            return Counted("person", None, position + 1)
        if token.pos_ not in {"AUX", "ADV", "DET", "ADJ"} and token.lower_ not in {
            "people",
            "been",
            "others",
            "more",
            "have",
            "had",
        }:
            return None
        position += 1
    return None


def is_people(unit: str) -> bool:
    """Whether a unit is persons."""
    last = unit.split()[-1] if unit else ""
    return last in PEOPLE or last.endswith(("er", "or", "ist", "ian", "ee")) and last not in {
        "order", "number", "paper", "tower", "weather", "sector", "reactor", "tractor", "computer",
        "letter", "shelter", "cylinder",
        "canister", "helicopter", "tree", "bomber", "fighter jet", "tanker", "corner", "river", "centre",
        "center", "meter", "boiler",
        "door", "floor", "error", "motor", "visitor centre", "tumor", "factor", "transformer",
        "engagement", "offer", "chapter",
    }  # fmt: skip

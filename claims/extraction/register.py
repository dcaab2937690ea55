"""Everybody a document has named so far, so that "he", "the ministry" and "KSDMA" get their names."""

import re
from dataclasses import dataclass, field

from claims.extraction.language import Token
from claims.extraction.records import SourceKind
from claims.extraction.sentences import Sentence
from claims.extraction.speakers import PERIODS, Phrase, Sort, is_proper, is_title, kinds, titles, words_of

HE = frozenset(("he", "him", "his"))
SHE = frozenset(("she", "her", "hers"))
SYNONYMS = {
    "company": (
        "group",
        "firm",
        "maker",
        "manufacturer",
        "bank",
        "operator",
        "airline",
        "retailer",
        "giant",
        "business",
    ),
    "force": ("police",),
    "agency": ("service", "bureau", "office"),
    "organisation": ("ngo", "charity", "group"),
    "organization": ("ngo", "charity", "group"),
    "group": ("ngo", "charity", "alliance", "movement", "company", "organisation"),
}
SYNONYMS |= {
    "firm": (*SYNONYMS["company"], "company"),
    "charity": ("ngo", "organisation"),
    "broadcaster": ("channel",),
}
ANYBODY = frozenset(
    "agency body group organisation organization company firm department office authority".split()
)
MANY = frozenset("police staff crew troops media authorities".split())  # one body, called "they"
FAR = 60  # named speakers that are remembered: a text of books' length stays fast


@dataclass(slots=True, eq=False)
class Known:
    """Somebody the document has named."""

    name: str
    words: frozenset[str]
    sort: Sort
    kind: SourceKind
    roles: set[str] = field(default_factory=set)
    may_be_person: bool = False  # a bare name that might be a person's: "Kim"
    gender: str = ""  # "he" or "she" once the text has said so
    acronym: str = ""

    @property
    def head(self) -> str:
        """The noun in the name that says what it is: "ministry" of the Ministry of Health."""
        return re.split(r" (?:of|at|for|in|from|with) ", self.name.lower())[0].split(" ")[-1]


class Register:
    """Who has been named, latest last, and who spoke last."""

    def __init__(self) -> None:
        self.known: list[Known] = []
        self.acronyms: dict[str, Known] = {}
        self.last_group: list[Known] = []
        self.last_many: list[Known] = []  # one body that is called "they": the police
        self.last_body: Known | None = None
        self.last_it: Known | None = None  # whichever of the two spoke last
        self.last_people: list[Known] = []  # "nurses", whom a sentence was last about
        self.topic: Known | None = None  # the body that a sentence was last about
        self.last_paper: Known | None = None

    def note(self, sentence: Sentence) -> None:
        """Take up the names in a sentence that is about to be read."""
        tokens = sentence.span
        i, end = 0, len(tokens)
        while i < end:
            if not is_proper(tokens[i]) or tokens[i].lower_ in PERIODS:
                i += 1
                continue
            first = i
            while i < end and (
                is_proper(tokens[i]) or tokens[i].lower_ in ("of", "for", "the", "and", "&", "-")
            ):
                i += 1
            last = i
            while not is_proper(tokens[last - 1]):
                last -= 1
            self.note_name([tokens[k] for k in range(first, last)])
            i = max(last, first + 1)

    def note_name(self, run: list[Token]) -> None:
        """A run of capitalised tokens: a person where a title or a role stands beside it, else a body."""
        lowered = [token.lower_.rstrip(".") for token in run]
        roles = roles_beside(run)
        cut = 0
        last = len(run) - 1
        while cut < last and (is_title(run[0].doc, run[cut].i, run[last].i) or cut == 0 and is_role(run[0])):
            roles.add(lowered[cut])
            cut += 1
        names = run[cut:]
        is_body = (
            names[-1].lemma_.lower() in kinds() or names[0].lemma_.lower() in kinds() or "of" in lowered[cut:]
        )
        personal = any(kinds().get(role, (None, None))[1] is Sort.PERSON for role in roles) or bool(
            roles & titles()
        )
        if (
            not is_body
            and len(names) > 1
            and (personal or all(t.ent_type_ == "PERSON" for t in names))
            or not is_body
            and personal
            and cut
        ):
            sort = Sort.PERSON
        else:
            sort = Sort.BODY
        text = names[0].doc[names[0].i : names[-1].i + 1].text
        kind = next(
            (kinds()[r][0] for r in roles if r in kinds()),
            SourceKind.PERSON if sort is Sort.PERSON else SourceKind.OTHER,
        )
        entry = self.enter(text, sort, kind, roles)
        entry.may_be_person |= (
            sort is Sort.BODY and not is_body and any(t.ent_type_ == "PERSON" for t in names)
        )
        follow = names[-1].doc[names[-1].i + 1 : names[-1].i + 4]
        if len(follow) == 3 and follow[0].text == "(" and follow[2].text == ")" and follow[1].text.isupper():
            self.acronyms[follow[1].text] = entry
            entry.acronym = follow[1].text

    def enter(self, name: str, sort: Sort, kind: SourceKind, roles: set[str]) -> Known:
        """The entry for a name, brought to the end of the list; a surname goes to the person it belongs
        to."""
        entry = self.find(name)
        if entry is None:
            entry = Known(name, words_in(name), sort, kind)
            if len(self.known) > FAR:
                del self.known[0]
        else:
            self.known.remove(entry)
            if sort is Sort.PERSON and entry.sort is not Sort.PERSON and words_in(name) == entry.words:
                entry.sort, entry.kind = sort, kind
        entry.roles |= roles
        self.known.append(entry)
        return entry

    def find(self, name: str) -> Known | None:
        """Who a name stands for: an acronym, a surname, a name in full."""
        if name in self.acronyms:
            return self.acronyms[name] if self.acronyms[name] in self.known else None
        words = words_in(name)
        if not words:
            return None
        for entry in reversed(self.known):
            if words == entry.words:
                return entry
            if (
                words < entry.words
                and entry.sort is Sort.PERSON
                and name.split()[-1].lower() == entry.name.split()[-1].lower()
            ):
                return entry
            if (
                words < entry.words
                and entry.sort is Sort.PERSON
                and len(words) == 1
                and name.lower() == entry.name.split()[0].lower()
            ):
                return entry
        return None

    def resolve(self, phrase: Phrase, pronoun: str | None = None) -> list[Known]:
        """Whom a phrase or a pronoun stands for; empty if nobody fits."""
        if pronoun is not None:
            return self.behind(pronoun)
        if phrase.is_name:
            sort = phrase.sort if phrase.sort is not Sort.THING else Sort.BODY
            return [self.enter(phrase.name, sort, phrase.kind, set(phrase.roles))]
        if phrase.is_definite and len(phrase.name.split()) == 1:
            found = self.described(phrase.head, phrase.sort)
            return [found] if found else []
        return []

    def behind(self, pronoun: str, speaker: Known | None = None) -> list[Known]:
        """Whom "he", "it" or "they" means: whoever of that sort was named or spoke last."""
        if pronoun == "they":
            return self.last_many or self.last_group
        if pronoun == "one":
            return [who for who in self.last_group if who.sort is Sort.GROUP] or self.last_people
        if pronoun == "it":
            body = self.last_it or self.topic
            return [body] if body else []
        gender = "he" if pronoun in HE else "she"
        for entry in reversed(self.known):
            if entry.sort is Sort.PERSON and entry is not speaker and gender_of(entry) in ("", gender):
                entry.gender = gender
                return [entry]
        for entry in reversed(self.known):
            if entry.may_be_person and entry is not speaker:
                entry.sort, entry.kind = Sort.PERSON, SourceKind.PERSON
                return [entry]
        return []

    def described(self, noun: str, sort: Sort) -> Known | None:
        """Whom "the minister" or "the authority" means."""
        others = SYNONYMS.get(noun, ())
        for entry in reversed(self.known):
            if noun in entry.roles or noun == entry.head:
                return entry
            if sort is not Sort.PERSON and any(
                other in entry.roles or other == entry.head for other in others
            ):
                return entry
        if noun in ANYBODY and self.last_body and not any(word in kinds() for word in self.last_body.words):
            return self.last_body
        return None

    def spoke(self, speakers: list[Known]) -> None:
        """Remember who has just spoken."""
        for entry in speakers:
            if entry in self.known:
                self.known.remove(entry)
            self.known.append(entry)
            if entry.sort is Sort.BODY:
                self.last_body = entry
            elif entry.sort is Sort.DOCUMENT:
                self.last_paper = entry
            if entry.sort in (Sort.BODY, Sort.DOCUMENT):
                self.last_it = entry
        self.last_many = [entry for entry in speakers if entry.head in MANY]
        if len(speakers) > 1 or any(entry.sort is Sort.GROUP for entry in speakers):
            self.last_group = speakers


def roles_beside(run: list[Token]) -> set[str]:
    """What the nouns next to a name call its bearer: "the charity MedAid", "Heidi Tobler, the mayor"."""
    doc, roles = run[0].doc, set()
    i = run[0].i - 1
    while i >= 0 and doc[i].pos_ in ("NOUN", "ADJ") and not doc[i].is_sent_end:
        if doc[i].lemma_.lower() in kinds():
            roles.add(doc[i].lemma_.lower())
        i -= 1
    if i > 0 and doc[i].text == "," and doc[i - 1].lemma_.lower() in kinds() and not is_proper(doc[i - 1]):
        roles.add(doc[i - 1].lemma_.lower())
    i = run[-1].i + 1
    if i < len(doc) and doc[i].text == ",":
        for token in doc[i + 1 : i + 9]:
            if token.text in (".", ";") or token.pos_ in ("VERB", "AUX"):
                break
            if (
                token.lemma_.lower() in kinds()
                and token.dep_ in ("appos", "conj", "attr", "nsubj")
                and not is_proper(token)
            ):
                roles.add(token.lemma_.lower())
    return roles


def is_role(token: Token) -> bool:
    """Whether a capitalised noun is what somebody does: "Jeweller Hassan Aziz"."""
    return kinds().get(token.lower_, (None, Sort.BODY))[1] is Sort.PERSON


def gender_of(entry: Known) -> str:
    """ "he", "she" or "" where the text has not told."""
    if entry.gender:
        return entry.gender
    if entry.roles & words_of("speakers", "titles", "masculine"):
        return "he"
    return "she" if entry.roles & words_of("speakers", "titles", "feminine") else ""


def words_in(name: str) -> frozenset[str]:
    """A name's words, lower case, without what binds them."""
    words = re.findall(r"[^\W_]+", name.lower().replace("’s", "").replace("'s", ""))
    return frozenset(word for word in words if word not in ("the", "of", "and", "for", "de"))

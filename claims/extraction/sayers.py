"""Who does a verb of saying: by the parse, or by the order of words where the parse fails."""

from claims.extraction.language import Doc, Span, Token
from claims.extraction.speakers import PERIODS, can_speak, documents, is_proper
from claims.extraction.verbs import CLAUSES, MISTAGGED, prepositions, strong

OWN_VOICE = frozenset("i we you us me nobody nothing none everyone everybody anyone anybody there".split())
DATELINE = 16  # tokens of a line like "REINFELD, Switzerland, 26 February 2026 (Wire) -", at most
BOUNDS = frozenset((",", '"', "”", "’", "'", ";", ":", "—", "–", "?", "!", "-"))  # where a phrase starts


def is_own(subject: Token) -> bool:
    """Whether the document speaks of itself, or of nobody: "we", "no one", "our volunteers"."""
    if subject.lower_ in OWN_VOICE and subject.text != "US":
        return True
    if subject.lower_ == "one":  # "one", as people say; not "one of them said", "One put it at 300"
        return not (subject.text == "One" or any(c.lower_ == "of" for c in subject.rights))
    return any(c.dep_ == "poss" and c.lower_ in ("our", "my") for c in subject.lefts)


def is_share(subject: Token) -> bool:
    """Whether it is a share of people, whose words a survey passes on: "seven out of ten people think"."""
    words = [token.lower_ for token in subject.doc[subject.left_edge.i : subject.i]]
    return "%" in words or "cent" in words or "percent" in words or ("out" in words and "of" in words)


def past_dateline(subject: Token, verb: Token, span: Span) -> Token | None:
    """The subject, or the one after the dateline that the parser took for it: "NAIROBI - Police said"."""
    doc = span.doc
    if not doc[span.start].text.isupper() or len(doc[span.start].text) < 3 or verb.i <= subject.i:
        return subject
    dash = next(
        (t.i for t in doc[span.start + 1 : span.start + DATELINE] if t.text in ("-", "–", "—", "--")), -1
    )
    if not subject.i < dash < verb.i:
        return subject
    head = None
    for token in doc[dash + 1 : verb.i]:
        if token.lower_ in PERIODS:
            continue
        if token.pos_ not in ("DET", "ADJ", "NOUN", "PROPN", "PART", "NUM"):
            break
        head = token if token.pos_ in ("NOUN", "PROPN") else head
    return head


def tail_subject(verb: Token, span: Span) -> tuple[Token, tuple[int, int]] | None:
    """The source of a cue that closes its clause: "…, the Kesnet office (KO) said on Friday."

    The parser often hangs the source on the clause before it, so this reads the words in their order.
    """
    doc, start = verb.doc, span.start
    if verb.i <= start + 1 or not closes(verb, span):
        return None
    left, last = verb.i - 1, verb.i
    while left >= start and doc[left].pos_ in ("ADV", "AUX") and doc[left].lemma_ not in documents():
        left -= 1
        last = left + 1
    if left >= start and doc[left].text == ")":
        while left > start and doc[left].text != "(":
            left -= 1
        last, left = left, left - 1
    head = left
    while left >= start and doc[left].text not in BOUNDS:
        if (
            left != head
            and doc[left].pos_ in ("VERB", "AUX", "SCONJ")
            and doc[left].tag_ not in ("VBG", "VBN")
        ):
            return None
        if doc[left].tag_ in ("WDT", "WP") and not doc[left].text.isupper() or doc[left].lower_ == "that":
            return None
        if doc[left].tag_ == "DT" and left > start and doc[left - 1].pos_ in ("NOUN", "PROPN"):
            left -= 1
            break
        left -= 1
    if left < start or head <= left:
        return None
    first = after_conjunction(left + 1, head, doc)
    if first <= head and doc[head].pos_ == "PRON":
        return doc[head], (head, head + 1)
    if doc[head].pos_ not in ("NOUN", "PROPN", "ADJ", "X", "NUM", "VERB", "AUX") or not is_noun_phrase(
        doc[first : head + 1]
    ):
        return None
    return main_noun(doc[first : head + 1]), (first, last)


def after_conjunction(first: int, head: int, doc: Doc) -> int:
    """The index of the phrase's first word, "and" and "while" left out."""
    while first < head and doc[first].lower_ in ("and", "but", "while", "as", "though", "although", "or"):
        first += 1
    return first


def closes(verb: Token, span: Span) -> bool:
    """Whether nothing that could be said follows the verb: a stop, a quotation, a day, a listener."""
    doc, i = verb.doc, verb.i + 1
    if verb.lemma_ == "point" and i < span.end and doc[i].lower_ == "out":
        i += 1
    while i < span.end and doc[i].text in ('"', "”", "'", "’", ")"):
        i += 1
    if i >= span.end or doc[i].text in (".", ",", ";", ":", "!", "?", "–", "—", "-"):
        return not (i < span.end and doc[i].text == ":")
    if doc[i].lower_ in prepositions().get(verb.lemma_.lower(), ()):
        return False
    if doc[i].lower_ in (
        "on",
        "in",
        "at",
        "late",
        "earlier",
        "last",
        "yesterday",
        "today",
        "later",
        "after",
        "during",
        "via",
        "this",
    ):
        return doc[verb.i - 1].text != "," and not any(
            c.dep_ in CLAUSES and c.i > verb.i for c in verb.children
        )
    if verb.lemma_ == "tell":
        return not any(c.dep_ in CLAUSES and c.i > verb.i for c in verb.children)
    return False


def is_noun_phrase(words: Span) -> bool:
    """Whether the words are one phrase without a clause in it."""
    if words[-1].lemma_ in documents() and len(words) > 1:
        words = words[:-1]  # "WHO figures show": a noun that the tagger took for a verb
    return not any(t.tag_ in ("VBD", "VBZ", "VBP", "MD", "WRB", "EX") and t.dep_ != "compound" for t in words)


def main_noun(words: Span) -> Token:
    """The noun that the phrase is about: its last one before a preposition."""
    found: Token = words[-1]
    for token in words:
        if token.i > words.start and token.pos_ == "ADP" or token.dep_ in ("acl", "relcl"):
            break
        if token.pos_ in ("NOUN", "PROPN"):
            found = token
    return found


def subject_of(verb: Token, span: Span) -> Token | None:
    """Who does the verb, by the parse: its own subject, that of the verb it continues, or the noun it
    describes."""
    for _ in range(4):
        subject = own_subject(verb)
        if subject is not None and subject.tag_ in ("WP", "WDT") and not is_proper(subject):
            return verb.head if verb.dep_ == "relcl" else None
        if subject is not None:
            return subject
        if verb.dep_ == "conj" and verb.head.dep_ == "ccomp" and verb.head.head.lemma_.lower() in strong():
            verb = (
                verb.head.head
            )  # "said 40 had died and promised help": the parser takes the dead to promise
            continue
        if verb.tag_ == "VBG" and verb.i > span.start and verb.nbor(-1).text == ",":
            verb = span.root
            if verb.tag_ != "VBG":
                continue
        if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.nbor(-1).text == ",":
            return (
                span.root if span.root.pos_ in ("NOUN", "PROPN") else None
            )  # "The hackers, in a post, boasted"
        if verb.pos_ in ("NOUN", "PROPN") and verb.i > span.start and verb.nbor(-1).pos_ in ("NOUN", "PROPN"):
            return verb.nbor(-1)
        if (
            verb.dep_ in ("conj", "advcl", "xcomp", "ccomp", "dep")
            and verb.head.pos_ in ("VERB", "AUX")
            and (verb.dep_ == "conj" or verb.tag_ == "VBG" or verb.dep_ == "xcomp")
        ):
            verb = verb.head
            continue
        if verb.dep_ == "acl" and verb.tag_ == "VBG":
            return verb.head
        return None
    return None


def own_subject(verb: Token) -> Token | None:
    """The verb's own subject: the nearest, for the label of a turn ("SALT: …") is sometimes taken for
    another."""
    found = [child for child in verb.children if child.dep_ == "nsubj"]
    for child in verb.children:
        if not found and child.dep_ == "aux":
            found = [inner for inner in child.children if inner.dep_ == "nsubj"]
    is_closing = verb.i > 0 and verb.nbor(-1).text == ","  # "Theft cost shops 2 million, says the trade body"
    return min(
        found,
        key=lambda child: (not can_speak(child), is_closing and child.i < verb.i, abs(child.i - verb.i)),
        default=None,
    )


def inverted_subject(verb: Token, span: Span) -> Token | None:
    """ "…", says the biggest union federation: a noun phrase right after the verb, where the parser saw
    none."""
    if (
        verb.i + 1 >= span.end
        or verb.i == span.start
        or verb.nbor(-1).text not in (",", '"', "”", ";", "?", "!")
    ):
        return None
    if verb.tag_ not in ("VBZ", "VBD", "VBP", "VBN") and verb.lower_ not in MISTAGGED:
        return None
    following = verb.nbor(1)
    head = following
    while (
        head.dep_ in ("det", "amod", "compound", "poss", "case", "nummod")
        and head.head.i > head.i
        and head.head.i < span.end
    ):
        head = head.head
    return head if head.pos_ in ("NOUN", "PROPN") or head.text[0].isupper() else None

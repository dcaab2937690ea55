"""Parsed words as plain objects: what the parser found, taken over once.

The rules of the engine look at each word some thirty times. The parser's own tokens are made anew for every
look and ask a table of strings for every tag, which took a third of the engine's own time. These have the
same names for the same things, and hold nothing of the parser's memory.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import overload

Written = tuple[str, str, bool, bool, bool, bool]  # a word, its lower case, and what its letters tell


class Token:
    """A word or a mark of a passage. A root is its own head; `children` stand in the order of the text."""

    __slots__ = (
        "children",
        "dep_",
        "doc",
        "ent_type_",
        "head",
        "i",
        "idx",
        "is_alpha",
        "is_punct",
        "is_sent_start",
        "is_stop",
        "lemma_",
        "like_num",
        "lower_",
        "pos_",
        "sent",
        "tag_",
        "text",
        "whitespace_",
    )

    head: Token
    sent: Span
    lemma_: str
    tag_: str
    pos_: str
    dep_: str
    ent_type_: str
    whitespace_: str
    is_sent_start: bool

    def __init__(self, doc: Doc, i: int, idx: int, written: Written) -> None:
        self.doc = doc
        self.i = i
        self.idx = idx
        self.text, self.lower_, self.is_alpha, self.is_punct, self.is_stop, self.like_num = written
        self.children: list[Token] = []

    def __repr__(self) -> str:
        return self.text

    @property
    def lefts(self) -> list[Token]:
        """The children before it."""
        return [child for child in self.children if child.i < self.i]

    @property
    def rights(self) -> list[Token]:
        """The children after it."""
        return [child for child in self.children if child.i > self.i]

    @property
    def n_lefts(self) -> int:
        return len(self.lefts)

    @property
    def subtree(self) -> list[Token]:
        """It and all that hangs on it, each word between what hangs left and right of it."""
        found: list[Token] = []
        waiting: list[tuple[Token, bool]] = [(self, False)]
        while waiting:
            token, is_open = waiting.pop()
            if is_open or not token.children:
                found.append(token)
                continue
            waiting += [(child, False) for child in reversed(token.rights)]
            waiting.append((token, True))
            waiting += [(child, False) for child in reversed(token.lefts)]
        return found

    @property
    def left_edge(self) -> Token:
        """The first word of its subtree."""
        return self.doc[self.doc.edges[0][self.i]]

    @property
    def right_edge(self) -> Token:
        """The last word of its subtree."""
        return self.doc[self.doc.edges[1][self.i]]

    @property
    def is_sent_end(self) -> bool:
        following = self.i + 1
        return following == len(self.doc) or self.doc[following].is_sent_start

    def nbor(self, steps: int = 1) -> Token:
        """The word so many places after it; before it where negative."""
        if not 0 <= self.i + steps < len(self.doc):
            raise IndexError(self.i + steps)
        return self.doc[self.i + steps]

    def is_ancestor(self, other: Token) -> bool:
        """Whether the other hangs on it, over however many words."""
        while other.head is not other:
            other = other.head
            if other is self:
                return True
        return False


class Span:
    """Words of a passage from `start` up to `end`, which is not one of them."""

    __slots__ = ("doc", "end", "start", "tokens")

    def __init__(self, doc: Doc, start: int, end: int) -> None:
        self.doc = doc
        self.start = start
        self.end = end
        self.tokens = doc.tokens[start:end]

    def __repr__(self) -> str:
        return self.text

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, _ = key.indices(len(self.tokens))
        return Span(self.doc, self.start + start, self.start + max(start, end))

    @property
    def start_char(self) -> int:
        return self.tokens[0].idx

    @property
    def end_char(self) -> int:
        return self.tokens[-1].idx + len(self.tokens[-1].text)

    @property
    def text(self) -> str:
        return self.doc.text[self.start_char : self.end_char] if self.tokens else ""

    @property
    def root(self) -> Token:
        """The word that the others hang on; of several the one with the fewest words above it."""
        own = next((token for token in self.tokens if token.head is token), None)
        if own is not None:
            return own
        tops = [token for token in self.tokens if not self.start <= token.head.i < self.end]
        return min(tops, key=depth_of)


def depth_of(token: Token) -> int:
    """How many words stand above it."""
    steps = 0
    while token.head is not token:
        token = token.head
        steps += 1
    return steps


class Doc:
    """A passage that was parsed in one go."""

    __slots__ = ("_edges", "sents", "text", "tokens")

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens: list[Token] = []
        self.sents: list[Span] = []
        self._edges: tuple[list[int], list[int]] | None = None

    def __len__(self) -> int:
        return len(self.tokens)

    def __iter__(self) -> Iterator[Token]:
        return iter(self.tokens)

    @overload
    def __getitem__(self, key: int) -> Token: ...
    @overload
    def __getitem__(self, key: slice) -> Span: ...
    def __getitem__(self, key: int | slice) -> Token | Span:
        if isinstance(key, int):
            return self.tokens[key]
        start, end, _ = key.indices(len(self.tokens))
        return Span(self, start, max(start, end))

    @property
    def edges(self) -> tuple[list[int], list[int]]:
        """For each word the place of the first and of the last word of its subtree."""
        if self._edges is None:
            lefts, rights = list(range(len(self.tokens))), list(range(len(self.tokens)))
            for token in self.tokens:
                above = token
                while above.head is not above and lefts[above.head.i] > token.i:
                    above = above.head
                    lefts[above.i] = token.i
            for token in reversed(self.tokens):
                above = token
                while above.head is not above and rights[above.head.i] < token.i:
                    above = above.head
                    rights[above.i] = token.i
            self._edges = lefts, rights
        return self._edges

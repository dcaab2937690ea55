"""A sentence while its quantities are read: lexemes for the grammar, tokens for the nouns, and the way
between.
"""

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from claims.extraction.amounts import Amount, Setting
from claims.extraction.currencies import Surroundings
from claims.extraction.language import Token
from claims.extraction.lexemes import Lexeme, Sort, split_lexemes
from claims.extraction.sentences import Sentence


@dataclass(frozen=True, slots=True)
class Reader:
    """A sentence's lexemes and tokens, and where each token starts in its text."""

    setting: Setting
    tokens: Sequence[Token]
    starts: Sequence[int]
    is_title: bool  # most words have a capital, so that capitals tell nothing

    def first_token(self, amount: Amount) -> int:
        """The index of the token in which an amount's span starts."""
        place = self.setting.lexemes[amount.first].start
        index = bisect_left(self.starts, place)
        return index if index < len(self.starts) and self.starts[index] == place else max(0, index - 1)

    def number_token(self, amount: Amount) -> Token:
        """The token in which an amount's number starts."""
        place = self.setting.lexemes[amount.core].start
        return self.tokens[min(bisect_left(self.starts, place), len(self.tokens) - 1)]

    def token_at(self, place: int) -> int:
        """The index of the first token that starts at or after a place of the text."""
        return bisect_left(self.starts, place)

    def next_token(self, index: int) -> int:
        """The index of the first token after the lexeme before `index`."""
        return self.token_at(self.setting.lexemes[index - 1].end)

    def lexeme_after(self, token: int) -> int:
        """The index of the first lexeme after the token before `token`."""
        lexemes = self.setting.lexemes
        if token <= 0 or token > len(self.tokens):
            return len(lexemes)
        end = self.starts[token - 1] + len(self.tokens[token - 1].text)
        return bisect_left(lexemes, end, key=lambda lexeme: lexeme.start)


def open_sentence(sentence: Sentence, surroundings: Surroundings, latest: str | None) -> Reader:
    """The reader of a sentence. `latest` is the last currency of the document before it."""
    lexemes = split_lexemes(sentence.text)
    shift = sentence.offset - sentence.start
    tokens = list(sentence.span)
    starts = [token.idx + shift for token in tokens]
    return Reader(Setting(lexemes, sentence.text, surroundings, latest), tokens, starts, is_title(lexemes))


def is_title(lexemes: Sequence[Lexeme]) -> bool:
    """Whether most longer words have a capital, as in a headline."""
    words = [lexeme for lexeme in lexemes if lexeme.sort is Sort.WORD and len(lexeme.word) > 3]
    return len(words) > 2 and sum(lexeme.text[0].isupper() for lexeme in words) > 0.7 * len(words)

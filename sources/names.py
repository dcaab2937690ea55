"""Names of sources as written, made comparable. Names are compared by key, never as strings."""

import re
import unicodedata

ARTICLE = re.compile(r"^(?:the|a|an)\s+")
POSSESSIVE = re.compile(r"['’]s?\b")
SEPARATORS = re.compile(r"[\W_]+")


def name_key(name: str) -> str:
    """What two spellings of one name share: case, accents, articles, possessives and punctuation set aside.

    >>> name_key("The Défense Ministry") == name_key("defense  ministry")
    True
    >>> name_key("Russia's Defence Ministry")
    'russia defence ministry'
    >>> name_key("КНДР")  # other alphabets keep their letters
    'кндр'
    """
    folded = unicodedata.normalize("NFKD", name).casefold().strip()
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    plain = POSSESSIVE.sub("", ARTICLE.sub("", plain))
    return unicodedata.normalize("NFC", SEPARATORS.sub(" ", plain).strip())[:200]

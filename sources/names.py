"""Names of sources as written, made comparable. Names are compared by key, never as strings."""

import re
import unicodedata

ARTICLE = re.compile(r"^(?:the|a|an)\s+")
POSSESSIVE = re.compile(r"['’]s?\b")
MOST_READ = 2000  # characters of a name; a key has 200
SPACES = re.compile(r"\s+")


def name_key(name: str) -> str:
    r"""What two spellings of one name share: case, accents, articles, possessives and punctuation set aside.

    >>> name_key("The Défense Ministry") == name_key("defense  ministry")
    True
    >>> name_key("Russia's Defence Ministry")
    'russia defence ministry'
    >>> name_key("КНДР"), name_key("हिन्दी")  # other alphabets keep their letters, and the signs of vowels
    ('кндр', 'हिनदी')
    >>> name_key("Reu\u200bters")  # nor does a space that nobody sees make another name
    'reuters'
    """
    folded = unicodedata.normalize("NFKD", name[:MOST_READ]).casefold().strip()
    plain = "".join(c for c in folded if not unicodedata.combining(c) and unicodedata.category(c) != "Cf")
    plain = POSSESSIVE.sub("", ARTICLE.sub("", plain))
    letters = "".join(c if c.isalnum() or unicodedata.category(c)[0] == "M" else " " for c in plain)
    return unicodedata.normalize("NFC", SPACES.sub(" ", letters).strip())[:200].strip()

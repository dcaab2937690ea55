"""The keys of the workbench, in one table: what the script obeys, `?` lists, the docs tell, a person changes.

A template names a key by its usual form (`data-key="a"`); the page carries which key a person has for it."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

PAGE, MARKING, REGISTER = "page", "marking", "register"
FIRST_OF_TWO = "g"  # begins "g q"


@dataclass(frozen=True)
class Key:
    """An act and its key; what it does, wherever the selector before the words finds something."""

    act: str
    usual: str
    meanings: tuple[tuple[str, str], ...]
    scope: str = PAGE
    is_fixed: bool = False

    @property
    def words(self) -> str:
        return self.meanings[0][1]


KEYS = (
    Key(
        "next",
        "j",
        (
            ("#text a.figure", _("Next figure")),
            ("[data-row] a.verbatim", _("Next row of the table")),
            ("[data-step]", _("Next line of the list")),
        ),
    ),
    Key(
        "previous",
        "k",
        (
            ("#text a.figure", _("Previous figure")),
            ("[data-row] a.verbatim", _("Previous row of the table")),
            ("[data-step]", _("The line of the list before")),
        ),
    ),
    Key("next-claim", "l", (("#text a.handle", _("Next claim")),)),
    Key("previous-claim", "h", (("#text a.handle", _("Previous claim")),)),
    Key(
        "next-unreviewed",
        "u",
        (("#text a.figure.is-unreviewed", _("Next figure that nobody has looked at")),),
    ),
    Key(
        "previous-unreviewed",
        "U",
        (("#text a.figure.is-unreviewed", _("Previous figure that nobody has looked at")),),
    ),
    Key("next-conflict", "w", (("#text a.figure.in-conflict", _("Next figure in conflict")),)),
    Key("previous-conflict", "W", (("#text a.figure.in-conflict", _("Previous figure in conflict")),)),
    Key(
        "open",
        "Enter",
        (("#text a.figure, [data-row] a.verbatim, [data-step]", _("Open what has the focus")),),
        is_fixed=True,
    ),
    Key("accept", "a", (("[data-key='a']", _("Accept the machine's reading of the open figure")),)),
    Key(
        "accept-next",
        "A",
        (("[data-key='A']", _("Accept it and go to the next that nobody has looked at")),),
    ),
    Key("correct", "c", (("[data-key='c']", _("Correct it")),)),
    Key("dismiss", "d", (("[data-key='d']", _("Dismiss what is open: no figure, no claim")),)),
    Key("set-ends", "e", (("[data-key='e']", _("Set the ends of what is open")),)),
    Key("undo", "z", (("[data-key='z']", _("Undo what you did last in this text")),)),
    Key("redo", "Z", (("[data-key='Z']", _("Do it again")),)),
    Key("verdict", "v", (("[data-key='v']", _("Give the open claim a verdict")),)),
    Key("note", "t", (("[data-key='t']", _("Write a note on what is open")),)),
    Key("yes", "y", (("[data-key='y']", _("The first suggestion is right")),)),
    Key("no", "n", (("[data-key='n']", _("The first suggestion is wrong")),)),
    Key("refer", "r", (("[data-key='r']", _("Compare the others with the row that has the focus")),)),
    Key(
        "beside",
        "o",
        (("[data-key='o']", _("See this figure and the reference side by side; overrule the comparison")),),
    ),
    Key("merge", "m", (("[data-key='m']", _("Merge this dispute with another")),)),
    Key("deal", "x", (("[data-key='x']", _("Deal me the next claim")),)),
    Key("search", "/", (("input[type='search']", _("Go to the search field")),)),
    Key("go-home", "g h", (("[data-key='g h']", _("Go to the first page")),)),
    Key("go-articles", "g a", (("[data-key='g a']", _("Go to the articles")),)),
    Key("go-queue", "g q", (("[data-key='g q']", _("Go to the queue")),)),
    Key("go-disputes", "g d", (("[data-key='g d']", _("Go to the disputes")),)),
    Key("go-sources", "g s", (("[data-key='g s']", _("Go to the sources")),)),
    Key("go-waiting", "g w", (("[data-key='g w']", _("Go to what waits for me")),)),
    Key("add", "g n", (("[data-key='g n']", _("Add an article")),)),
    Key("filter", "g f", (("[data-key='g f']", _("Filter the marks of the text")),)),
    Key("outline", "g o", (("[data-key='g o']", _("See the outline of the text")),)),
    Key(
        "close", "Escape", ((".panel [data-closes]", _("Close what is open, leave a field")),), is_fixed=True
    ),
    Key("keys", "?", (("body", _("Show this list")),), is_fixed=True),
    Key("select", "s", (("[data-caret]", _("Select text with the arrows")),)),
    Key(
        "select-more",
        "⇧ →",
        (("[data-caret]", _("Select by letter, with Ctrl by word")),),
        MARKING,
        is_fixed=True,
    ),
    Key("mark-before", "[", (("[data-caret]", _("Select the mark before")),), MARKING),
    Key("mark-after", "]", (("[data-caret]", _("Select the mark after")),), MARKING),
    Key("other-end", "o", (("[data-caret]", _("Go to the other end of what is selected")),), MARKING),
    Key(
        "menu",
        "Enter",
        (("[data-caret]", _("Open the menu of what is selected")),),
        MARKING,
        is_fixed=True,
    ),
    Key("make-claim", "c", (("[data-mark-key='c']", _("Make what is selected a claim")),), MARKING),
    Key("make-figure", "f", (("[data-mark-key='f']", _("Make it a figure")),), MARKING),
    Key("make-source", "s", (("[data-mark-key='s']", _("Make it who said so")),), MARKING),
    Key("make-evidence", "q", (("[data-mark-key='q']", _("Make it evidence")),), MARKING),
    Key("make-note", "n", (("[data-mark-key='n']", _("Write a note on it")),), MARKING),
    Key("make-ends", "e", (("[data-mark-key='e']", _("Make its ends those of what is open")),), MARKING),
)
# The register's own review list, in the administration; its keys stay as they are.
REVIEW_KEYS = (
    Key("review-next", "j", (("", _("Next line")),), REGISTER, is_fixed=True),
    Key("review-previous", "k", (("", _("Previous line")),), REGISTER, is_fixed=True),
    Key("review-accept", "a", (("", _("Accept")),), REGISTER, is_fixed=True),
    Key("review-reject", "r", (("", _("Reject")),), REGISTER, is_fixed=True),
    Key("review-keep", "n", (("", _("A source of its own")),), REGISTER, is_fixed=True),
    Key("review-skip", "s", (("", _("Skip")),), REGISTER, is_fixed=True),
    Key("review-choose", "x", (("", _("Choose")),), REGISTER, is_fixed=True),
)
SCOPES = {
    PAGE: _("On every page"),
    MARKING: _("While text is selected"),
    REGISTER: _("In the register's review"),
}
NAMES = {"Escape": _("Esc"), "Enter": _("Enter")}


def changeable() -> list[Key]:
    return [key for key in KEYS if not key.is_fixed]


def shown(key: str) -> str:
    """A key as it is written beside a button.

    >>> shown("A"), shown("g q"), shown("/")
    ('⇧ a', 'g q', '/')
    """
    return f"⇧ {key.lower()}" if len(key) == 1 and key.isupper() else str(NAMES.get(key, key))


def why_refused(key: str) -> str:
    """Why nobody may have this key for an act; empty where they may.

    >>> str(why_refused("g")), str(why_refused("b")), str(why_refused("g b"))
    ('g begins the keys of two letters.', '', '')
    """
    letter = key.removeprefix(f"{FIRST_OF_TWO} ")
    if len(letter) != 1 or not letter.isprintable() or letter.isspace():
        return str(_("Type one letter, digit or sign, or g and one more: “g b”."))
    if key == FIRST_OF_TWO:
        return str(_("g begins the keys of two letters."))
    if key == "?":
        return str(_("? always shows the list of keys."))
    return ""


def keys_of(key_map: object) -> dict[str, str]:
    """Each act's key, as a person has it. What is stored and no longer means anything is passed over."""
    changed = key_map if isinstance(key_map, dict) else {}
    has = {key.act: key.usual for key in KEYS}
    for key in changeable():
        own = changed.get(key.act)
        if isinstance(own, str) and not why_refused(own):
            has[key.act] = own
    return has


def clashes(has: dict[str, str]) -> Iterator[tuple[Key, Key]]:
    """Two acts that would listen to one key, where both do."""
    taken: dict[tuple[str, str], Key] = {}
    for key in KEYS:
        place = (key.scope, has[key.act])
        if place in taken:
            yield taken[place], key
        taken.setdefault(place, key)


def as_markdown() -> str:
    """`docs/keys.md`."""
    parts = [
        "# Keys",
        "",
        "`?` shows those that mean something on the page you are on. Each person may have others:",
        "*Your settings*, *Keys*. No key does anything while you type. This page is written by",
        "`python manage.py list_keys`.",
    ]
    for scope, heading in SCOPES.items():
        parts += ["", f"## {heading}", "", "| key | what it does |", "| --- | --- |"]
        parts += [line(key) for key in (*KEYS, *REVIEW_KEYS) if key.scope == scope]
    return "\n".join(parts) + "\n"


def line(key: Key) -> str:
    means: Iterable[str] = (str(words) for _selector, words in key.meanings)
    return f"| `{shown(key.usual)}` | {'; '.join(means)} |"

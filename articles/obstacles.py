"""What stands between the editor and an article: a paywall, a consent page, a login, a page that is no more.

Each is said in a sentence with what to do. A page that has its article in spite of such words is let through.
"""

import re

from articles.faults import NotTaken
from articles.fetching import Fetched
from articles.gleaning import Gleaned

PASTE = "Open it in your browser and paste the text instead."
SEARCH = "Look for a typing error, or search the site for it."
GONE = f"There is no page at this address any more ({{status}}). {SEARCH}"
NOT_LET_IN = f"The site does not let the workbench in ({{status}}). {PASTE}"
ODD_STATUS = f"The site answered “{{status}}” instead of the page. {PASTE}"
SOFT_404 = f"The site says that there is no such page. {SEARCH}"
NO_PAGE = "This is no web page but {what}. {do}"
DO_FILE = "Download it and add it as a file, or paste its text instead."
CONSENT = f"The site shows a question about cookies instead of the article. {PASTE}"
ROBOT = f"The site asks whether a person is there and does not show the article to programs. {PASTE}"
LOGIN = f"The site asks to sign in before it shows the article. {PASTE}"
PAID = (
    "The article is behind a paywall: only {words} words of it are open. If you have a subscription, open it "
    "in your "
    "browser and paste the text instead."
)
BY_SCRIPT = f"The page has no text of its own: a script puts it together in the browser. {PASTE}"
FRAMES = (
    "The page is only a frame around another one. Add the address inside it ({inside}), or paste the text."
)
EMPTY = f"No article was found on this page: it has hardly any text of its own. {PASTE}"
TOO_LONG = f"This page has more text than any article. {PASTE}"

FEW, SOME, ENOUGH = 15, 60, 250  # words: no article; hardly one; one, whatever stands around it
SEEN = 200_000  # characters of the page in which signs are looked for

NOT_FOUND = re.compile(
    r"""
      \b404\b | (?: page | article | story | content ) \s+ (?: you (?:['’]re| \s are) \s \w+ \s for \s )?
        (?: was \s | is \s | could \s | can \s? )? (?: not | n['’]t | no \s longer ) (?: \s be )? \s* (?:
        found | exist | available )
    | (?: page | seite | página | pagina ) \s (?: non \s | nicht \s | no \s ) (?: trouvée? | gefunden |
    encontrada | trovata )
    | nothing \s (?: was \s )? found | (?: page | article ) \s does \s? n['’o]t \s exist
    | can['’]?t \s (?: find | seem \s to \s find ) \s (?: that | this | the ) \s page
    """,
    re.VERBOSE | re.IGNORECASE,
)
COOKIES = re.compile(
    r"before you continue|(?:we|sites?|partners).{0,60}(?:use|store|value).{0,40}(?:cookies|privacy)|accept "
    r"(?:all|cookies)"
    r"|consent to|cookie (?:consent|settings|preferences)|manage (?:options|preferences|cookies)|gdpr",
    re.IGNORECASE | re.DOTALL,
)
CONSENT_HOST = re.compile(r"//(?:consent|guce|privacy|cmp|cookies?)\.", re.IGNORECASE)
HUMAN = re.compile(
    r"just a moment|checking your browser|verify (?:that )?you are (?:a )?human|are you a "
    r"(?:human|robot)|captcha"
    r"|unusual traffic|access denied|attention required|press (?:&|and) hold|ddos protection|bot detection",
    re.IGNORECASE,
)
SIGN_IN = re.compile(
    r"(?:sign|log)[ -]?in (?:to|or|with|here)|please (?:sign|log) in|(?:members|registered users) "
    r"only|create "
    r"(?:a free |an )?account",
    re.IGNORECASE,
)
LOGIN_ADDRESS = re.compile(r"/(?:log-?in|sign-?in|signin|auth|sso|accounts?/login|register)\b", re.IGNORECASE)
WALL = re.compile(
    r"""
      (?: subscribe | sign \s up | register | join ) (?: \s \w+ ){0,3} \s to \s (?: continue | keep | read |
      unlock | access )
    | (?: already | not \s yet ) \s a \s (?: subscriber | member ) | (?: subscribers | members | premium ) [
    -]only
    | this \s (?: article | story | content ) \s is \s (?: for | reserved \s for | available \s to |
    exclusive \s to )
    | (?: continue | keep ) \s reading \s (?: with | by ) | unlock \s (?: this | the ) \s (?: article | story
    )
    | (?: reached | used ) \s (?: your | all ) .{0,30} (?: free \s articles | limit ) | to \s continue \s
    reading
    | class=["'][^"']* (?: paywall | subscriber-only | regwall | piano-offer | tp-modal | meter-wall )
    [^"']*["']
    """,
    re.VERBOSE | re.IGNORECASE,
)
NEEDS_SCRIPT = re.compile(
    r"(?:enable|turn on|requires?|needs?|without) (?:your browser['’]s )?java "
    r"?script|id=[\"'](?:root|app|__next|__nuxt)[\"']\s*>\s*</",
    re.IGNORECASE,
)
FRAME = re.compile(
    r"<i?frame[^>]{0,500}?\bsrc\s*=\s*[\"']?(https?://[^\"'\s>]{1,500}|/[^\"'\s>]{1,500})", re.IGNORECASE
)
FRAMESET = re.compile(r"<frameset\b", re.IGNORECASE)
KINDS = (
    (b"%PDF-", "a PDF"), (b"PK\x03\x04", "a packed or an office file"), (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"), (b"GIF8", "a picture"), (b"RIFF", "a picture or a sound"),
    (b"ID3", "a sound"), (b"\x1f\x8b", "a packed file"), (b"\x00\x00\x00", "a film"), (b"\xd0\xcf\x11\xe0",
    "an office file"),
    (b"\x7fELF", "a program"), (b"MZ", "a program"),
)  # fmt: skip


class Obstacle(NotTaken):
    """There is no article to be had here."""


def look_at_answer(fetched: Fetched) -> None:
    """Raise Obstacle where the answer, before it is read, is none that has an article."""
    status = fetched.status
    if status in (404, 410):
        raise Obstacle(GONE.format(status=status))
    if status in (401, 402, 403, 407, 451):
        raise Obstacle(_wall_in(fetched) or NOT_LET_IN.format(status=status))
    if status >= 300 or status < 200:
        raise Obstacle(ODD_STATUS.format(status=status))
    head = fetched.body[:512].lstrip()
    for mark, what in KINDS:  # the server's own word may be a lie
        if fetched.body.startswith(mark):
            raise Obstacle(NO_PAGE.format(what=what, do=DO_FILE))
    if not head:
        raise Obstacle(EMPTY)
    if head.count(b"\0") > 8 and head[:2] not in (b"\xff\xfe", b"\xfe\xff"):
        raise Obstacle(NO_PAGE.format(what="a file of another kind", do=DO_FILE))


def look_at_page(fetched: Fetched, markup: str, gleaned: Gleaned) -> None:
    """Raise Obstacle where the page, read, turns out to stand before an article, not to be one."""
    page, words, address = markup[:SEEN], gleaned.words, fetched.final_address
    if words >= ENOUGH:
        return
    opening = " ".join((gleaned.title, *gleaned.paragraphs[:2]))[:400]
    if NOT_FOUND.search(opening) and words < SOME:
        raise Obstacle(SOFT_404)
    if HUMAN.search(opening) and words < SOME:
        raise Obstacle(ROBOT)
    if CONSENT_HOST.search(address) or (words < SOME and COOKIES.search(opening)):
        raise Obstacle(CONSENT)
    if gleaned.is_paid or WALL.search(page):
        raise Obstacle(PAID.format(words=words))
    if words < SOME and (
        LOGIN_ADDRESS.search(address) or 'type="password"' in page or SIGN_IN.search(opening)
    ):
        raise Obstacle(LOGIN)
    if words < FEW:
        raise Obstacle(_why_empty(page))


def _why_empty(page: str) -> str:
    frame = FRAME.search(page)
    if frame and (FRAMESET.search(page) or page.count("<p") < 2):
        return FRAMES.format(inside=frame[1][:200])
    if NEEDS_SCRIPT.search(page) or page.lower().count("<script") >= 3:
        return BY_SCRIPT
    return CONSENT if COOKIES.search(page) else EMPTY


def _wall_in(fetched: Fetched) -> str:
    """What a refusal says of itself, where it is one of those that we know."""
    page = fetched.body[:SEEN].decode("utf-8", "replace")
    if HUMAN.search(page):
        return ROBOT
    return LOGIN if fetched.status == 401 else PAID.format(words=0) if fetched.status == 402 else ""

"""Readers' comments on a page: found in the markup of the usual publishing systems, and taken out of the
article.

Who wrote a comment is left out: readers are a class of sources, never persons. The kept copy has the names.
"""

import re
from collections.abc import Iterator

import lxml.html

from articles.markup import drop, lines_of, words_of

# What publishing systems call a comment, in the languages they are written in.
COMMENT = "(?: comment | kommentar | commentaire | comentario | commento | reactie | komentarz | komentar )"
# The part of a page that holds the comments, by a word of its class or by its id.
ROOT = re.compile(
    rf"""
      (?: wp-block- | js- | c- | o- | l- | the- | all- | post- | article- | story- | user- | readers?- | page-
        | view- | discourse- | facebook- )? (?: {COMMENT} | comments | kommentare | commentaires | comentarios
        | commenti | reacties | komentarze | komentari | commenting )
        (?: [-_]* (?: area | list | section | thread | threads | wrapper | wrap | container | stream | block
          | box | feed | inner | holder | module | panel | component | app | main | page | region | content
          | template | zone | roll | body-list | items | conversation ) s? ){{0,3}}
    | disqus_thread | disqus(?:-comments|-thread|-container)? | dsq-\w+
    | coral(?:_thread|-\w*stream|_talk\w*)?
    | talk-?stream | viafoura | vf-(?:comments|commenting)\w* | vf-?3-comments | spotim[\w-]* | openweb[\w-]*
    | spcv_conversation | hyvor\w*comments? | fb-comments | isso-thread | utterances | commento | remark42
    | cusdis\w* | graphcomment | livefyre | lf-\w*comments? | insticator\w* | reactions-list | guestbook
    | responses | reader-?responses | user-?reviews | debate-posts | talkbacks?
    """,
    re.VERBOSE | re.IGNORECASE,
)
# What holds the words of one comment: the surest marks first.
TEXTS = (
    re.compile(
        rf"""
        (?: wp-block- | coral- | vf- | md- )? {COMMENT} [-_]{{0,2}}
          (?: content | text | texte | texto | message | copy | txt | words | markup | paragraphs | bodytext
            | richtext | inhalt | contenu ) s?
        | post-message | field--name-comment-body | field-name-comment-body | cooked | vf-content-text
        | c[-_]{{1,2}}(?:content|text|message|copy) | isso-text | message-text | talkback-text
        | spcv_message-stack | reaction__text
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    re.compile(
        rf"{COMMENT} [-_]{{0,2}} body | c[-_]{{1,2}}body | post-body | {COMMENT}-main",
        re.VERBOSE | re.IGNORECASE,
    ),
    re.compile(
        rf"""
          (?: media- | single- | coral- | vf- | post- | reader- | user- )? {COMMENT}
            (?: [-_]{{0,2}} (?: item | entry | single | node | wrapper | block | container | root ) )?
        | reply-item | reaction | thread-item | discussion-item | talkback
        """,
        re.VERBOSE | re.IGNORECASE,
    ),
    re.compile(r"content|bbWrapper|postcontent"),  # of a forum's post
)
# What stands in a comment and is none of its words.
FURNITURE = re.compile(
    rf"""
      (?: wp-block- | coral- | vf- )? {COMMENT} [-_]{{0,2}}
        (?: author | autor | auteur | meta | metadata | header | head | kopf | footer | foot | info | date
          | datum | time | actions? | action-?bar | reply | edit | awaiting\w* | permalink | avatar | user
          | username | byline | votes? | rating | tools | links? | menu | details | signature
          | by | toolbar | top-?bar | timestamp | reactions? )
        (?: [-_] (?: name | link | meta ) )?
    | c[-_]{{1,2}}(?:author|meta|header|footer|date|time|actions|reply|user|avatar|votes?)\w*
    | reply | reply-link | vcard | says | fn | avatar | user | username | user-?name | pseudo
    | author(?:-name)? | post-?date | datetime | timestamp | time-?ago | permalink | likes? | votes?
    | voting | upvotes?
    | share-?links | post-meta | submitted | links | inline | names | post-menu-area | topic-map
    | moderation\w* | badge
    | report | flag | crawler-post-meta | creator | postprofile
    """,
    re.VERBOSE | re.IGNORECASE,
)
NESTED = re.compile(
    r"children|replies|comment[-_]{0,2}(?:children|replies|nested|thread)|indented", re.IGNORECASE
)
SCHEMA = re.compile(r"schema\.org/(?:User)?Comments?\b")
HASHED = re.compile(r"__(?=\w*[\dA-Z])[\w-]{2,8}$")  # what a bundler puts behind a name: Comment_body__Zz91a
CAPITAL = re.compile(r"(?<=[a-z\d])(?=[A-Z])")
# A post of a forum's topic; the first is the article.
POSTS = """//*[contains(concat(' ', @class, ' '), ' postbody ') or contains(@class, 'message-userContent')
    or starts-with(@id, 'post_message_')]"""
FORUM_POST = re.compile(r"post_(?:[2-9]|\d{2,})")
BY_SCRIPT = re.compile(
    r"disqus_thread|disqus\.com/embed|coral\.coralproject|/assets/js/embed\.js|viafoura|vf-comments|spot\.im|spotim"
    r"|openweb|hyvor|commento|remark42|isso-thread|utteranc|fb-comments|graphcomment|livefyre|discourseEmbedUrl",
    re.IGNORECASE,
)
SAYS_NOTHING = re.compile(
    r"""
      (?: reply | like | report | share | edit | quote | permalink | flag | log\ in\ to\ reply | show\ more |
      read\ more
        | load\ more.* | view\ replies | show\ \d+\ repl\w+ | \d+ | [+-]\d+ | [·•|▲▼↑↓] | upvote | downvote
        | log\ in\ (?:or\ register\ )?to\ post\ comments | antworten | répondre | responder ) (?: \s*
        \(?\d+\)? )?
    | (?: this\ comment | comment ) \s (?: was | has\ been ) \s (?: removed | deleted ) .*
    | your\ comment\ is\ awaiting\ moderation\.?
    """,
    re.VERBOSE | re.IGNORECASE,
)
STRUCTURAL = ("div", "section", "ol", "ul", "aside", "article", "table", "dl", "main", "details")
AROUND = "//nav | //header[not(ancestor::article)] | //footer[not(ancestor::article)] | //aside | //title"
LEFT = (
    25  # words that a page has besides its comments; with fewer, what is named after them is the whole of it
)
LONGEST = 20_000  # characters of one comment


def take_comments(tree: lxml.html.HtmlElement) -> tuple[list[list[str]], bool]:
    """The comments of a page, each as its paragraphs, in their order, and whether more are brought by a
    script.

    They are taken out of the tree, with their headings, forms and buttons.
    """
    by_script = BY_SCRIPT.search(lxml.html.tostring(tree, encoding="unicode")) is not None
    roots = list(_roots(tree))
    found = [comment for root in roots for comment in _comments_in(root)]
    for root in roots:
        drop(root)
    for item in list(_scattered(tree)):
        found += _comments_in(item) or _texts([item])
        drop(item)
    unique = {tuple(paragraphs): paragraphs for paragraphs in found}
    return list(unique.values()), by_script and not unique


def _roots(tree: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """The outermost parts of the page that hold comments and not the article too; one that holds it loses its
    name.
    """
    taken: set[lxml.html.HtmlElement] = set()
    words = _count(tree) - sum(_count(part) for part in tree.xpath(AROUND))
    for element in tree.iter(*STRUCTURAL, "li"):
        if not _is_named(element, ROOT) or any(above in taken for above in element.iterancestors()):
            continue
        if _holds_the_article(element) or words - _count(element) < LEFT:
            for name in ("id", "class"):  # by which trafilatura would throw it away
                element.attrib.pop(name, None)
            continue
        taken.add(element)
        yield element


def _count(element: lxml.html.HtmlElement) -> int:
    return len(words_of(element).split())


def _holds_the_article(element: lxml.html.HtmlElement) -> bool:
    return bool(element.xpath(".//h1 | .//*[@itemprop='articleBody'] | .//article[.//h2 and .//figure]"))


def _comments_in(root: lxml.html.HtmlElement) -> list[list[str]]:
    """The comments under one root, by the surest mark that any of them has."""
    by_schema = root.xpath(".//*[@itemprop='text' or @itemprop='commentText']")
    if by_schema:
        return _texts(by_schema)
    for pattern in TEXTS:
        elements = [element for element in root.iterdescendants() if _is_named(element, pattern)]
        if elements and (found := _texts(elements)):
            return found
    plain = root.xpath(".//li") or root.xpath(".//dd") or root.xpath(".//article") or root.xpath(".//p")
    return _texts([element for element in plain if not element.xpath("ancestor::form | ancestor::nav")])


def _scattered(tree: lxml.html.HtmlElement) -> Iterator[lxml.html.HtmlElement]:
    """Comments that stand under no common root: by schema.org, or the later posts of a forum's topic."""
    posts = set(tree.xpath(POSTS)[1:])
    for element in tree.iter(*STRUCTURAL, "li"):
        is_comment = element.get("itemprop") == "comment" or SCHEMA.search(element.get("itemtype") or "")
        is_comment = is_comment or FORUM_POST.fullmatch(element.get("id") or "") or element in posts
        if is_comment and not _holds_the_article(element):
            yield element


def _texts(elements: list[lxml.html.HtmlElement]) -> list[list[str]]:
    """The words of each comment, without those of the comments that answer it."""
    chosen = set(elements)
    found = []
    for element in elements:
        copy = _copy_of(element, chosen)
        lines = [line for line in lines_of(copy) if not SAYS_NOTHING.fullmatch(line)]
        if lines and sum(map(len, lines)) <= LONGEST and any(map(str.isalpha, "".join(lines))):
            found.append(lines)
    return found


def _copy_of(element: lxml.html.HtmlElement, chosen: set[lxml.html.HtmlElement]) -> lxml.html.HtmlElement:
    """A comment without its furniture and without the comments inside it."""
    parts = list(element.iterdescendants())
    unwanted = [
        number
        for number, part in enumerate(parts)
        if part in chosen
        or part.tag in ("form", "time", "nav", "h3", "h4", "h5", "h6")
        or (part.tag in ("ol", "ul") and part.xpath(".//*[contains(@class, 'comment')]"))
        or _is_named(part, NESTED)
        or _opens_with_name(element, part)
        or (_is_named(part, FURNITURE) and len(words_of(part)) < 400)
    ]
    copy = lxml.html.fromstring(lxml.html.tostring(element, with_tail=False, encoding="unicode"))
    copies = list(copy.iterdescendants())
    if len(copies) != len(parts):  # markup that is not the same read again: better too much than too little
        return copy
    for number in unwanted:
        drop(copies[number])
    return copy


def _opens_with_name(element: lxml.html.HtmlElement, part: lxml.html.HtmlElement) -> bool:
    """Whether a part is a name in bold on a line of its own, above the comment."""
    if (
        part.tag not in ("b", "strong", "cite")
        or part.getparent() is not element
        or (element.text or "").strip()
    ):
        return False
    following = part.getnext()
    is_alone = not (part.tail or "").strip() and following is not None and following.tag in ("br", "p", "div")
    return part.getprevious() is None and is_alone


def _is_named(element: lxml.html.HtmlElement, pattern: re.Pattern[str]) -> bool:
    """Whether a class or the id of an element is one of a pattern's."""
    return any(pattern.fullmatch(name) for name in _names(element))


def _names(element: lxml.html.HtmlElement) -> Iterator[str]:
    """What an element is called; a bundler's name as it was before, and its first half:
    CommentList_root__q7W is
    also comment-list-root and comment-list."""
    if not isinstance(element.tag, str):
        return
    for name in [*(element.get("class") or "").split()[:20], element.get("id"), element.get("data-testid")]:
        if not name or len(name) > 80:
            continue
        yield name
        plain = HASHED.sub("", name)
        if plain != name or CAPITAL.search(name):
            yield CAPITAL.sub("-", plain).replace("_", "-").lower()
            yield CAPITAL.sub("-", plain.partition("_")[0]).lower()

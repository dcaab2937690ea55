"""What comes out of pages: on pages in the style of common publishing systems, and on pages that are none."""

import time

import pytest

from articles.charsets import read_characters
from articles.fetching import Fetched, Hop
from articles.gleaning import glean
from articles.kinds import glean_page
from articles.obstacles import Obstacle, look_at_answer
from articles.services import clean_text
from claims.extraction.pages import find_blocks
from tests.articles.pages import made_pages
from tests.articles.pages.scoring import MEASURES, mean, score
from tests.articles.pages.stories import MILL
from tests.articles.test_intake import page

ADDRESS = "https://press.example/news/fire"
# Shares over all made pages. `python bench/bench_intake.py` prints them; what lifts one lifts its floor.
FLOORS = {
    "body": 1.0, "purity": 0.99, "title": 1.0, "date": 1.0, "byline": 1.0, "publisher": 1.0, "captions": 1.0,
    "comments": 1.0, "apart": 1.0,
}  # fmt: skip
STATED = "<script type='application/ld+json'>"
ENOUGH = 200  # words of the article that a page has in spite of all
LONG = "".join(f"<p>{line}</p>" for line in MILL.paragraphs * 2)


def answer(
    body: str | bytes, *, status: int = 200, kind: str = "text/html", address: str = ADDRESS
) -> Fetched:
    sent = body.encode() if isinstance(body, str) else body
    hop = Hop(address, (), status, "", (("Content-Type", kind),), sent)
    return Fetched(ADDRESS, (hop,), sent)


def obstacle(fetched: Fetched) -> str:
    try:
        look_at_answer(fetched)
        glean_page(fetched, read_characters(fetched.body)[0])
    except Obstacle as met:
        return str(met)
    return ""


def test_what_comes_out_of_the_pages_of_common_systems_keeps_above_its_floors():
    scores = [score(made) for made in made_pages()]
    below = {name: mean(scores, name) for name in MEASURES if mean(scores, name) < FLOORS[name]}

    assert (len(scores) >= 50, below) == (True, {})


def test_the_reading_engine_sees_headline_caption_body_and_comments():
    for made in made_pages():
        markup, _ = read_characters(made.body, made.content_type)
        text = clean_text(glean(markup, ADDRESS).text)
        sections = {text[block.start : block.end]: str(block.section) for block in find_blocks(text)}
        story = made.story

        assert {sections.get(line) for line in story.comments} == {"comment"}, made.name
        assert {sections.get(line) for line in story.paragraphs} == {"body"}, made.name
        assert [kind for line, kind in sections.items() if line.startswith("Pictured: ")] == [
            "caption"
        ] * len([line for line in sections if line.startswith("Pictured: ")])


@pytest.mark.parametrize(
    ("body", "options", "said"),
    [
        ("", {"status": 404}, "no page at this address"),
        ("", {"status": 410}, "no page at this address"),
        ("", {"status": 403}, "does not let the workbench in"),
        ("<title>Just a moment...</title>", {"status": 403}, "whether a person is there"),
        ("", {"status": 451}, "does not let"),
        ("", {"status": 402}, "paywall"),
        ("", {"status": 401}, "sign in"),
        ("", {"status": 418}, "“418”"),
        ("", {}, "hardly any text"),
        ("%PDF-1.7", {}, "a PDF"),
        (b"PK\x03\x04rest", {"kind": "text/html"}, "an office file"),
        (b"\x89PNG\r\n", {"kind": "text/html"}, "a picture"),
        (b"\x00\x01\x02" * 50, {}, "a file of another kind"),
        ("<h1>Page not found</h1><p>Sorry, the page you are looking for is gone.</p>", {}, "no such page"),
        ("<title>404</title><h1>Oops</h1><p>We can't find that page.</p>", {}, "no such page"),
        ("<h1>Before you continue</h1><p>We use cookies and data to deliver our services.</p>", {},
         "cookies"),
        ("<h1>Welcome</h1><p>Choose.</p>", {"address": "https://consent.press.example/x"}, "cookies"),
        ("<h1>Verify you are human</h1><p>Press the box.</p>", {}, "a person is there"),
        ("<h1>Sign in</h1><form><input type=\"password\"></form>", {}, "sign in"),
        ("<h1>Hello</h1><p>Go on.</p>", {"address": "https://press.example/login?next=/a"}, "sign in"),
        ('<div id="root"></div><script src="/app.js"></script>', {}, "a script puts it together"),
        ("<noscript>Please enable JavaScript to go on.</noscript><p>Loading</p>", {},
         "a script puts it together"),
        ('<frameset><frame src="/inside.html"></frameset>', {}, "/inside.html"),
        ('<iframe src="https://inside.example/a"></iframe>', {}, "https://inside.example/a"),
        ("<p>Nine.</p>", {}, "hardly any text"),
        (page("", "<div class='paywall'>Subscribe to continue reading</div>"), {}, "behind a paywall"),
    ],
)  # fmt: skip
def test_what_stands_before_an_article_is_said_with_what_to_do(body, options, said):
    sentence = obstacle(answer(body, **options))

    assert (said in sentence, sentence.endswith(".")) == (True, True)


def test_what_is_known_of_a_paid_article_is_kept_for_who_pastes_it():
    with pytest.raises(Obstacle) as met:
        glean_page(answer(""), page("", "<div class='paywall'>Subscribe to continue reading</div>"))

    assert [met.value.known[name] for name in ("title", "publisher", "published_on", "byline")] == [
        "Fire in Lindmar kills nine", "Lindmar Post", "2026-03-14", "Ada Brook",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "words",
    [
        "<div class='paywall'></div>", "<p>Sign in to comment</p>", "<div>We use cookies. Accept all</div>",
        "<p>Already a subscriber?</p>", "<p>The error was 404, not 403, the minister said.</p>",
    ],
)  # fmt: skip
def test_an_article_that_is_there_whole_is_taken_whatever_stands_around_it(words):
    gleaned = glean_page(answer(""), f"<html><body><h1>Nine killed</h1>{words}{LONG}</body></html>")

    assert gleaned.words > 250


@pytest.mark.parametrize(
    ("markup", "words"),
    [
        ("<div>" * 50_000 + LONG, 0),
        ("<table><tr><td>" * 2_000 + LONG, 0),
        (f'<img src="data:image/png;base64,{"A" * 20_000_000}">' + LONG, ENOUGH),
        (f"<article>{LONG}" + "<iframe src=/x>" * 3_000 + "</article>", ENOUGH),
        ("<p>" + "&amp;" * 300_000 + LONG, 0),
        (f"<article>{LONG}</article>" + "<a href=x>y</a>" * 50_000, ENOUGH),
        ("<!--" + "x" * 1_000_000 + LONG, 0),
        (f"<article>{LONG}" + '<p class="comment">' * 3_000, 0),
        ("".join(f"<{n}>" for n in "abcdefgh") * 10_000, 0),
        (f"{STATED}{'[' * 100_000}</script><article>{LONG}</article>", ENOUGH),
        (STATED + '{"@graph": 5, "@type": [1, {}]}</script>' + f"<article>{LONG}", ENOUGH),
        (f"<html lang='{'x' * 100_000}'><h1>{'y' * 100_000}</h1><article>{LONG}", 0),
        ("\ufeff<?xml version='1.0' encoding='utf-16'?>" + f"<html><article>{LONG}</article></html>", ENOUGH),
    ],
)  # fmt: skip
def test_a_page_that_means_harm_is_read_or_not_and_soon(markup, words):
    began = time.monotonic()

    gleaned = glean(markup, ADDRESS)

    assert (gleaned.words >= words, time.monotonic() - began < 20) == (True, True)


@pytest.mark.parametrize(
    "known",
    [
        '<meta property="article:published_time" content="2026-13-45">', '<meta name="author" content="">',
        '<link rel="canonical" href="https://evil.example/else">', '<link rel="canonical" href="http://[bad">',
        '<link rel="canonical" href="/">', '<link rel="canonical" href="javascript:alert(1)">',
    ],
)  # fmt: skip
def test_what_a_page_says_falsely_of_itself_is_not_believed(known):
    gleaned = glean(
        f"<html><head>{known}</head><body><h1>Nine</h1><article>{LONG}</article></body></html>", ADDRESS
    )

    assert (gleaned.canonical, gleaned.words > 250) == ("", True)


def test_comments_that_only_a_script_would_bring_are_said_to_be_missing():
    thread = "<div id='disqus_thread'></div><script src='//x.disqus.com/embed.js'></script>"

    gleaned = glean(f"<h1>Nine</h1><article>{LONG}</article>{thread}", ADDRESS)

    assert (gleaned.comments, gleaned.more_by_script) == ((), True)


def test_a_line_of_the_body_that_counts_comments_does_not_open_them():
    gleaned = glean(
        f"<h1>Nine</h1><article><p>12 Comments</p>{LONG}<p>Read all comments</p></article>", ADDRESS
    )

    assert [line for line in gleaned.text.split("\n") if "omments" in line] == []


@pytest.mark.parametrize(
    "markup",
    [
        # A name in bold above each comment, the text in a plain division.
        "<div class=comments><h3>Comments (1)</h3><div class=comment><b>jo</b><br>I counted 14.</div></div>",
        # Counters above and a wrapper that is named after them below.
        "<div class=comments-area-wrapper><p class=c-author>jo</p><p class=c-text>I counted 14.</p></div>",
        # A comment that quotes, and buttons that a script would work.
        "<ul id=comment-list><li>I counted 14.<button>Like</button><span class=reply>Reply</span></li></ul>",
        "<div class=CommentSection_wrap__9aB1c><div class=Comment_text__1Qz>I counted 14.</div></div>",
        "<section class=js-comments-panel><div class=media-comment><h4>jo</h4>I counted 14.</div></section>",
    ],
)
def test_a_comment_is_found_without_who_wrote_it(markup):
    above = "<a class=comments-link href=#c>1 Comment</a><span class=comments-count>1</span>"

    gleaned = glean(
        f"<html><body>{above}<h1>Nine</h1><div class=text>{LONG}</div>{markup}</body></html>", ADDRESS
    )

    assert (gleaned.comments, gleaned.words > ENOUGH) == ((("I counted 14.",),), True)


def test_a_wrapper_named_after_the_comments_does_not_take_the_article_with_it():
    inside = f"<h2>Nine</h2><div class=entry>{LONG}</div><ol><li class=comment><p>I counted 14.</p></li></ol>"

    gleaned = glean(
        f"<html><body><nav>Home</nav><div id=comments-wrap class=comments>{inside}</div></body></html>",
        ADDRESS,
    )

    assert (gleaned.words > ENOUGH, gleaned.comments) == (True, (("I counted 14.",),))


def test_lists_quotes_and_tables_of_the_body_are_read_line_by_line():
    rows = "<table><tr><th>Hospital</th><th>Hurt</th></tr><tr><td>St Ann's</td><td>22</td></tr></table>"
    listed = "<ul><li>Nine died, four of them under 20.</li></ul>"
    quoted = "<blockquote><p>“I saw 30 jump,” she said.</p></blockquote>"

    gleaned = glean(f"<article><h1>Nine</h1>{LONG}{listed}{quoted}{rows}</article>", ADDRESS)

    lines = gleaned.paragraphs[-4:]
    assert lines == (
        "- Nine died, four of them under 20.",
        "“I saw 30 jump,” she said.",
        "Hospital: Hurt",
        "St Ann's: 22",
    )


@pytest.mark.parametrize(
    ("body", "said", "characters"),
    [
        ("Größe".encode("cp1252"), "text/html; charset=utf-8", "Größe"),
        ("Größe".encode(), "text/html; charset=iso-8859-1", "GrÃ¶ÃŸe"),
        (b"\xef\xbb\xbf" + "Größe".encode(), "text/html; charset=iso-8859-1", "Größe"),
        ("Größe".encode("utf-16"), "text/html; charset=utf-8", "Größe"),
        (b'<meta charset="utf-16">' + "Größe".encode(), "", '<meta charset="utf-16">Größe'),
        ("Größe".encode(), "text/html; charset=no-such-thing", "Größe"),
        ("Größe".encode(), "text/html; charset=zlib_codec", "Größe"),
        ("Größe".encode(), "text/html; charset=base64", "Größe"),
        ("Größe".encode(), "text/html; charset=unicode_escape", "Größe"),
        ("Größe".encode(), "text/html; charset=\x00\x00", "Größe"),
        (("Größe " * 9).encode() + b"\xff", "text/html", "Größe " * 9 + "\ufffd"),
        ("Семь горняков погибли".encode("koi8-r"), "text/html; charset=koi8-r", "Семь горняков погибли"),
        ("九人死亡".encode("gb18030"), "text/html; charset=gb2312", "九人死亡"),
        ("아홉 명이 숨졌다".encode("cp949"), "text/html; charset=euc-kr", "아홉 명이 숨졌다"),
        ("九人が死亡した".encode("cp932"), "text/html; charset=shift_jis", "九人が死亡した"),
        (b"", "text/html; charset=utf-8", ""),
    ],
)  # fmt: skip
def test_characters_are_those_that_were_written(body, said, characters):
    assert read_characters(body, said)[0] == characters

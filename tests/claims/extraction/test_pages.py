"""What each paragraph of a pasted page is."""

import pytest

from claims.extraction.pages import find_blocks, find_published

BODY = "A ferry sank off the coast on Monday and eleven people are missing, the coast guard said."


def sections(text):
    return [(text[b.start : b.end], b.section.value) for b in find_blocks(text)]


def test_what_stands_above_the_body_is_told_apart():
    text = (
        "Ferry sinks off Lund coast\n\nA lifeboat returns to Port Ansel on Tuesday\n\n"
        f"3 Comments\nPORT ANSEL\n\n{BODY}\n"
    )
    assert [section for _, section in sections(text)] == [
        "headline",
        "caption",
        "boilerplate",
        "boilerplate",
        "body",
    ]


def test_a_picture_credit_is_cut_from_its_caption():
    text = (
        f"Ferry sinks\n\nDivers at work, in this picture of the navy, on Monday. Image: Pool/LNA\n\n{BODY}\n"
    )
    assert sections(text)[2] == ("Image: Pool/LNA", "boilerplate")


@pytest.mark.parametrize(
    "line", ["2 Comments", "Comments", "Comments (2)", "Readers' comments", "View all 12 comments"]
)
def test_comments_open_below_the_body(line):
    text = f"Ferry sinks\n\n{BODY}\n\n{line}\n\nso sad\n\nwho let it sail\n"
    assert [section for _, section in sections(text)][-3:] == ["boilerplate", "comment", "comment"]


def test_comments_announced_above_the_body_open_at_the_wide_gap():
    text = (
        f"Ferry sinks\n\n2 Comments\n\n{BODY}\n\nThe search goes on, the ministry said.\n\n\n"
        "so sad\n\nby the way it was full\n"
    )
    assert [section for _, section in sections(text)] == [
        "headline",
        "boilerplate",
        "body",
        "body",
        "comment",
        "comment",
    ]


def test_a_wide_gap_alone_opens_no_comments():
    text = f"Ferry sinks\n\n{BODY}\n\n\nThe search goes on, the ministry said.\n"
    assert sections(text)[-1][1] == "body"


def test_wrapped_lines_are_one_paragraph():
    text = (
        "The coast guard said on Monday that a ferry with some\nforty people aboard had sunk off the coast.\n"
    )
    assert len(find_blocks(text)) == 1


def test_one_sentence_alone_is_body():
    assert sections("Eleven people died in a fire on Monday.") == [
        ("Eleven people died in a fire on Monday.", "body")
    ]


@pytest.mark.parametrize("text", ["", "\n\n", " \t\r\n\u2028", "\ufeff"])
def test_nothing_gives_nothing(text):
    assert [b for b in find_blocks(text) if text[b.start : b.end].strip("\ufeff")] == []


DATES = [
    (f"Ferry sinks\n\nPublished: 3 May 2025\n\n{BODY}", "2025-05-03"),
    (f"Ferry sinks\n\nUpdated May 4, 2025\n\n{BODY}", "2025-05-04"),
    (f"Ferry sinks\n\nPORT ANSEL, 5 May 2025 - {BODY}", "2025-05-05"),
    (f"Ferry sinks\n\nUpdated February 31, 2025\n\n{BODY}", None),
    (f"Ferry sinks\n\n{BODY} It was built on 6 May 2001.", None),
]


@pytest.mark.parametrize(("text", "date"), DATES)
def test_the_page_may_bear_its_date(text, date):
    assert find_published(text, find_blocks(text)) == date

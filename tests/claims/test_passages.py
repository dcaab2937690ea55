"""The lines that an act changed, marked anew by themselves: the same as in the whole text marked anew."""

import random

import pytest

from claims.inking import ink
from claims.models import Claim, Figure
from claims.passages import marked_whole, passages_around
from tests import make

pytestmark = pytest.mark.django_db

NOTHING = {"claims": {}, "figures": {}}
LINE = "Some {n} cows were lost near the mill <b>&amp;</b>, 😀 said the mayor of Odrin."


def text_of(lines: int) -> str:
    return "".join(LINE.format(n=n) + ("\n\n" if n % 3 else "\n") for n in range(lines))


def add_claim(version, start, end, **fields):
    about = {"section": "body", "kind": "event", "checkable": True, "worthiness": 0.5} | fields
    row = Claim(version=version, fingerprint=f"{next(make.numbers)}", start=start, end=end, **about)
    row.text = version.text[start:end]
    row.save()
    return row


def add_figure(claim, start, end):
    return Figure.objects.create(
        version=claim.version, claim=claim, fingerprint=f"f{claim.pk}-{start}", start=start, end=end,
        text=claim.version.text[start:end], relation="=", dimension="count", unit="cow", record={}, keys=[],
    )  # fmt: skip


def inked(blocks) -> list[str]:
    return [ink(block, NOTHING) for block in blocks]


@pytest.mark.parametrize("seed", range(8))
def test_some_lines_look_as_they_do_in_the_whole_text(seed):
    dice = random.Random(seed)
    version = make.version(f"Story {seed}\n" + text_of(12))
    size = len(version.text)
    comments = version.text.index("Some 7")
    for _ in range(14):
        start = dice.randrange(size - 2)
        section = "comment" if start >= comments else "body"
        claim = add_claim(version, start, min(size, start + dice.randrange(1, 160)), section=section)
        if claim.end - claim.start > 6:
            add_figure(claim, claim.start + 2, claim.start + 5)
    whole = marked_whole(version)

    for start in dice.sample(range(size - 30), 6):
        for one in passages_around(version, [(start, start + 20)]):
            there = [block for block in whole.blocks if one.start <= block.start < one.end]
            assert inked(one.blocks) == inked(there)


def test_lines_far_apart_are_two_passages_and_near_ones_come_once():
    version = make.version("Odrin\n" + text_of(9))
    add_claim(version, 0, 5)
    far = version.text.rindex("mill")

    passages = passages_around(version, [(0, 3), (2, 5), (far, far + 4)])

    assert [(one.start <= 0, one.end >= far) for one in passages] == [(True, False), (False, True)]


def test_what_a_text_says_is_never_markup():
    version = make.version('The <script>alert("1")</script> cost 40 & "more".')
    claim = add_claim(version, 0, len(version.text))
    add_figure(claim, version.text.index("40"), version.text.index("40") + 2)

    page = "".join(inked(marked_whole(version).blocks))

    assert ("<script" in page, "&lt;script&gt;" in page, "&amp; &quot;more" in page) == (False, True, True)


def test_a_claim_in_a_claim_keeps_both_handles_and_every_word():
    version = make.version("Officials said that nine soldiers were killed near the mill.")
    add_claim(version, 0, len(version.text))
    inner = add_claim(version, 20, 32)
    add_figure(inner, 20, 24)

    block = marked_whole(version).blocks[0]

    assert ink(block, NOTHING).count('class="handle') == 2
    assert "".join(p.text for s in block.stretches for p in s.pieces) == version.text


def test_marks_by_a_person_and_dismissed_ones_are_told_in_words():
    version = make.version("Officials said that nine soldiers were killed near the mill.")
    add_claim(version, 0, 60, made_by=make.editor(), is_dismissed=True)

    page = ink(marked_whole(version).blocks[0], {"claims": {}, "figures": {}})

    assert "marked by a person, dismissed" in page

"""Throw hostile texts at the reading engine and say what broke.

    python bench/fuzz_reading.py [--minutes 1] [--seed 1] [--keep FOLDER]

Each text is one of our own stories, mangled, or made of what hurts: controls and lone surrogates, scripts
that run from right to left, words without end, nested quotes and brackets, rows of numbers, paragraphs
without a stop, broken markup. Of each it is asked that it is read, twice the same byte for byte; that every
span is in the text and says what stands there; that its JSON is what the contract promises; that its figures
are set side by side; and that it took no more than so many times what parsing alone takes. The same seed
makes the same texts in the same order. Ends with the counts; status 1 where something broke.
"""

import argparse
import json
import random
import sys
import time
import traceback
from collections import Counter
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from claims.extraction import extract, find_disputes  # noqa: E402  (the path comes first)
from claims.extraction.contract import disputes_to_json, document_to_json  # noqa: E402
from claims.extraction.language import reading  # noqa: E402
from claims.extraction.markup import Unreadable, read_page  # noqa: E402
from claims.extraction.pages import find_blocks  # noqa: E402
from claims.extraction.records import Reading  # noqa: E402
from claims.extraction.sentences import split_sentences  # noqa: E402

STORIES = ROOT / "tests" / "stories"
SLOWER = 12  # times the parser that a text may take
GRACE = 0.25  # seconds that any text may take on top
LONGEST = 4_000  # characters of a text, but for the huge ones
HUGE = 30_000

MARKS = "\"'“”‘’«»()[]{}<>.,;:!?…-–—*•/\\|#@&%$€£¥₹°½"
BLANKS = " \t\n\r\x0b\x0c\x85\xa0\u2002\u2028\u2029\u202f\u3000\u200b\u200d\ufeff"
ODD = "\x00\x01\x1b\x7f\ud800\udfff\udc00\u202e\u202d\u2066\u2069\u0301\u0338\u20dd\U000e0041\U0010ffff\ufffe"
SCRIPTS = (
    "Жертвами наводнения стали 40 человек",
    "قتل 40 شخصا في الفيضانات يوم الجمعة ٤٠",
    "הרוגים 40 אמרה המשטרה",
    "洪水造成40人死亡,警方周五表示。",
    "बाढ़ में ४० लोग मारे गए",
    "ประชาชนเสียชีวิต ๔๐ ราย",
    "ΣΊΣΥΦΟΣ ǅungla İstanbul ß ﬁ Ⅻ ①",
    "👨‍👩‍👧‍👦🏳️‍🌈 4️⃣0️⃣ 👍🏽",
)
NUMBERS = (
    "1,", "1,1,", "1.", "1.1.1.", "1 ", "1-", "-1", "1/", "1:", "1e9", "1e999", "0" * 40, "9" * 400,
    "1,234 ", "$5 ", "10-15,000 ", "½", "٣", "²", "1%", "one ", "one-", "twenty-", "hundred ", "million ",
    "dozens of ", "tens of ", "between 1 and ", "from 2 to ", "more than ", "at least ", "per ", "of ",
    "in May 2024 ", "5 p.m. ", "1,23,456 ", "Rs 4 lakh ", "0x10 ", "1'000 ", "6'2\" ", "+41 44 555 01 23 ",
    "two-thirds ", "19th ",
)  # fmt: skip
WORDS = (
    "said ", "the ministry said ", "according to ", "who said ", "“he said “", "that ", "which ", "and ",
    "or ", "people ", "soldiers ", "were killed ", "killed and wounded ", "Mr. ", "U.S. ", "A. B. ", "Dr ",
    "he ", "not ", "Q: ", "KRANE: ", "Photo: ", "5 Comments\n\n\n", "Comments\n",
    "Published 14 March 2026\n", "• ", "- ", "no ", "reported ", "denied ", "citing ", "Reuters ",
    "the number ", "rose by ", "fell to ", "up from ", "than ",
)  # fmt: skip
TAGS = (
    "<p>", "</p>", "<div class='article'>", "<script>", "</script", "<!--", "-->", "<table><tr>",
    "<a href=", "&#0;", "&#xD800;", "&amp", "<![CDATA[", "<style>", "<title>", "<h1>", "</body>", "<p",
    "'>", "\"", "\x00", "<meta name=",
)  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument(
        "--keep", type=Path, default=Path("fuzzed"), help="folder for the texts that broke it"
    )
    options = parser.parse_args()
    stories = [path.read_text(encoding="utf-8") for path in sorted(STORIES.rglob("*.txt"))]
    extract(stories[0])  # the parser is loaded, and not in the first text's time

    until = time.monotonic() + 60 * options.minutes
    counts: Counter[str] = Counter()
    slowest, before, number = 0.0, extract(""), 0
    while time.monotonic() < until:
        dice = random.Random(f"{options.seed}/{number}")
        make = dice.choice(KINDS)
        text = make(dice, stories)
        try:
            before, slower = check(text, before)
            slowest = max(slowest, slower)
        except Exception:  # noqa: BLE001  (whatever it is, it is what was looked for)
            counts["broke"] += 1
            options.keep.mkdir(parents=True, exist_ok=True)
            place = options.keep / f"{options.seed}-{number}.txt"
            place.write_text(text, encoding="utf-8", errors="surrogatepass")
            print(f"{place} ({make.__name__}): {traceback.format_exc(limit=-3)}", flush=True)
        counts[make.__name__] += 1
        counts["characters"] += len(text)
        number += 1
    kinds = ", ".join(f"{counts[make.__name__]:,} {make.__name__}" for make in sorted(set(KINDS), key=repr))
    print(f"{number:,} texts of seed {options.seed}, {counts['characters']:,} characters: {kinds}")
    print(f"{counts['broke']} broke something; the slowest took {slowest:.1f} times the parser")
    return 1 if counts["broke"] else 0


def mangled(dice: random.Random, stories: list[str]) -> str:
    """A story with pieces cut out, doubled, swapped, or filled with what hurts."""
    text = dice.choice(stories)
    for _ in range(dice.randrange(1, 12)):
        start = dice.randrange(len(text) + 1)
        end = min(len(text), start + dice.choice((0, 0, 1, 3, 20, 200)))
        piece = dice.choice(
            (
                "",
                text[start:end] * dice.randrange(2, 30),
                dice.choice(MARKS) * dice.choice((1, 2, 50)),
                dice.choice(BLANKS) * dice.choice((1, 2, 50)),
                dice.choice(ODD),
                dice.choice(SCRIPTS),
                dice.choice(NUMBERS) * dice.choice((1, 2, 40)),
                text[start:end].upper(),
                text[start:end][::-1],
            )
        )
        text = text[:start] + piece + text[end:]
    return text[: dice.choice((LONGEST, 500, 50))]


def repeated(dice: random.Random, stories: list[str]) -> str:
    """One piece, over and over: the endless paragraph, the endless word, the endless row."""
    piece = "".join(dice.choice((*NUMBERS, *WORDS, *MARKS, *SCRIPTS)) for _ in range(dice.randrange(1, 5)))
    return piece * (dice.choice((20, 300, 1_500)) // len(piece) + 1)


def mixed(dice: random.Random, stories: list[str]) -> str:
    """Numbers, cues, marks and scripts in any order."""
    pieces = (*NUMBERS, *WORDS, *MARKS, *BLANKS, *SCRIPTS, *ODD)
    return "".join(dice.choice(pieces) for _ in range(dice.choice((5, 40, 200))))


def nested(dice: random.Random, stories: list[str]) -> str:
    """Quotations and brackets inside each other, some never closed."""
    depth = dice.choice((3, 30, 150))
    opens = [dice.choice("“‘«([\"'") for _ in range(depth)]
    words = [dice.choice((*WORDS, *NUMBERS)) for _ in range(depth)]
    inside = "".join(mark + word for mark, word in zip(opens, words, strict=True))
    return (
        inside + "".join(dice.choice("”’»)]\"'") for _ in range(dice.randrange(depth + 1))) + ". He said so."
    )


def noise(dice: random.Random, stories: list[str]) -> str:
    """Any code points at all."""
    tops = (0x7F, 0x2FF, 0xFFFF, 0x10FFFF)
    return "".join(chr(dice.randrange(dice.choice(tops))) for _ in range(dice.choice((1, 30, 300))))


def huge(dice: random.Random, stories: list[str]) -> str:
    """A long text: many stories, or one paragraph without a break."""
    text = dice.choice(("\n\n", " ", "")).join(dice.sample(stories, 8))
    if dice.random() < 0.5:
        text = text.replace("\n", " ").replace(".", dice.choice((".", ",", "")))
    return (text * 3)[:HUGE]


def page(dice: random.Random, stories: list[str]) -> str:
    """The text of a page whose markup is broken; that no article is in it may be said."""
    paragraphs = "".join(f"<p>{line}</p>" for line in dice.choice(stories).splitlines())
    title = dice.choice(SCRIPTS)
    html = f"<html><head><title>{title}</title></head><body><article>{paragraphs}</article></body></html>"
    for _ in range(dice.randrange(1, 10)):
        start = dice.randrange(len(html))
        html = html[:start] + dice.choice((*TAGS, *ODD)) + html[start + dice.choice((0, 1, 30)) :]
    try:
        return read_page(html.encode("utf-8", "replace").decode()).text
    except Unreadable:
        return ""


KINDS: tuple[Callable[[random.Random, list[str]], str], ...] = (
    *(mangled, mangled, repeated, mixed, mixed, nested, noise) * 3,
    *(page, page, huge),
)


def check(text: str, before: Reading) -> tuple[Reading, float]:
    """Raise unless all that is promised of any text holds.

    Gives the reading, and how many times the parser's time it took where it took long.
    """
    first, spent = timed(extract, text)
    again = extract(text)
    written = [
        json.dumps(document_to_json(one, "a.txt", with_text=True), ensure_ascii=False)
        for one in (first, again)
    ]
    assert written[0] == written[1], "the same text, another reading"
    assert first.text == text, "the text was changed"
    check_document(json.loads(written[0]), text)
    check_disputes([before, first])
    if spent <= GRACE:
        return first, 0.0
    parsing = timed(parse_alone, text)[1]
    if spent > SLOWER * parsing + GRACE:  # something else may have run: once more
        spent = min(spent, timed(extract, text)[1])
    assert spent <= SLOWER * parsing + GRACE, f"{spent:.2f} s, the parser {parsing:.2f} s"
    return first, spent / parsing


def timed(work: Callable[[str], Reading | None], text: str) -> tuple[Reading, float]:
    """What a piece of work gives, and the processor's seconds for it."""
    began = time.process_time()
    done = work(text)
    return done or Reading("", "und", None, (), (), ()), time.process_time() - began


def parse_alone(text: str) -> None:
    with reading(len(text)):
        for _sentence in split_sentences(text, find_blocks(text)):
            pass


def check_document(found: dict[str, list[dict[str, object]]], text: str) -> None:
    """Raise unless the JSON is what the contract promises."""
    ids = {kind: [str(one["id"]) for one in found[kind]] for kind in ("claims", "figures", "attributions")}
    for kind, letter in ("claims", "c"), ("figures", "f"), ("attributions", "a"):
        assert ids[kind] == [f"{letter}{n}" for n in range(1, len(ids[kind]) + 1)], f"ids of {kind}"
        for one in found[kind]:
            start, end = int(str(one["start"])), int(str(one["end"]))
            assert 0 <= start <= end <= len(text), f"span of {one['id']}"
            assert text[start:end] == one["text"], f"text of {one['id']}"
    last = 0
    for claim in found["claims"]:
        assert last <= int(str(claim["start"])) < int(str(claim["end"])), "claims that overlap"
        last = int(str(claim["end"]))
        assert 0 <= float(str(claim["worthiness"])) <= 1, "worthiness"
        check_known(claim["figures"], ids["figures"])
        check_known(claim["attributions"], ids["attributions"])
    for figure in found["figures"]:
        check_known(figure["attributions"], ids["attributions"])
        check_bounds(figure)


def check_known(named: object, known: list[str]) -> None:
    assert isinstance(named, list), "no list of ids"
    assert set(named) <= set(known), "an id that is nowhere"


def check_bounds(figure: dict[str, object]) -> None:
    """Raise unless the numbers are those of the relation."""
    value, low, high = (figure[name] for name in ("value", "low", "high"))
    given = {
        "=": value is not None and low == value == high,
        "~": value is not None and low is None is high,
        ">": low is not None and high is None,  # "more than dozens" has no value
        ">=": low is not None and high is None,
        "<": value == high is not None and low is None,
        "<=": value == high is not None and low is None,
        "range": value is None and low is not None and high is not None,
    }
    assert given[str(figure["relation"])], f"bounds of {figure['relation']}: {value}, {low}, {high}"


def check_disputes(readings: list[Reading]) -> None:
    """Raise unless every figure is in one dispute at most."""
    found = find_disputes(readings)
    json.dumps(disputes_to_json(found, ["a.txt", "b.txt"]))
    seen = [(member.document, member.figure) for dispute in found for member in dispute.figures]
    assert len(seen) == len(set(seen)), "a figure in two disputes"


if __name__ == "__main__":
    sys.exit(main())

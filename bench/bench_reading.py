"""How fast and how lean the reading engine is, against the bare parser on the same text in the same run.

    python bench/bench_reading.py [FOLDER of .txt files]

Prints words per second of `extract` and of the parser alone, resident memory after ten and after a
thousand articles, time against length, and the start of the command line against loading the parser.
"""

import argparse
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).parent.parent
sys.path.insert(0, str(ROOT))

from claims.extraction import extract  # noqa: E402  (the path comes first)
from claims.extraction.language import pipeline  # noqa: E402

TEXTS = ROOT / "tests" / "stories"
FEW, MANY = 10, 1_000
ROUNDS = 7
TURN = 4  # texts by turns
LENGTHS = (10_000, 100_000, 1_000_000)
STARTS = 3
LOAD = "from claims.extraction.language import pipeline; pipeline()"


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("folder", type=Path, nargs="?", default=TEXTS)
    parser.add_argument("--articles", type=int, default=MANY)
    options = parser.parse_args()
    texts = [path.read_text(encoding="utf-8") for path in sorted(options.folder.rglob("*.txt"))]
    if not texts:
        sys.exit(f"no .txt file in {options.folder}")
    compare_speed(texts)
    compare_memory(texts, options.articles)
    compare_lengths(texts)
    compare_starts()


def compare_speed(texts: list[str]) -> None:
    """Words per second of both, a few texts by turns, the best of the rounds for each few.

    By the processor's time and by the clock's. Short turns and their best see little of what else the machine
    does. "The parser alone" is `pipeline()`, as `extract` runs it, on the same texts in batches.
    """
    words = sum(len(text.split()) for text in texts)
    slices = [texts[start : start + TURN] for start in range(0, len(texts), TURN)]
    bare = [[timed(parse_alone, few)] for few in slices]
    whole = [[timed(extract_each, few)] for few in slices]
    for _ in range(ROUNDS - 1):
        for number, few in enumerate(slices):
            bare[number].append(timed(parse_alone, few))
            whole[number].append(timed(extract_each, few))
    for name, clock in ("processor", 0), ("clock", 1):
        of_parser, of_extract = (
            sum(min(seconds[clock] for seconds in rounds) for rounds in side) for side in (bare, whole)
        )
        print(
            f"speed by the {name}: extract {words / of_extract:,.0f} words/s, parser alone "
            f"{words / of_parser:,.0f}, ratio {of_parser / of_extract:.2f}"
        )


def timed(work: Callable[[list[str]], None], texts: list[str]) -> tuple[float, float]:
    """Seconds that the processor and the clock count for a piece of work."""
    began = time.process_time(), time.perf_counter()
    work(texts)
    return time.process_time() - began[0], time.perf_counter() - began[1]


def parse_alone(texts: list[str]) -> None:
    nlp = pipeline()
    with nlp.memory_zone():
        for _doc in nlp.pipe(texts):
            pass


def extract_each(texts: list[str]) -> None:
    for text in texts:
        extract(text)


def compare_memory(texts: list[str], articles: int) -> None:
    """Resident memory of this process after a few articles and after many, no two of them alike."""
    few = 0
    for number in range(1, articles + 1):
        extract(texts[number % len(texts)].replace(" the ", f" the n{number}ame "))
        if number == FEW:
            few = resident()
    print(f"memory: {few:,.0f} MB after {FEW} articles, {resident():,.0f} MB after {articles}")


def resident() -> float:
    """Resident memory in megabytes."""
    pages = int(Path("/proc/self/statm").read_text().split()[1])
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def compare_lengths(texts: list[str]) -> None:
    """Microseconds a character for texts of growing length: the same figure all along is linear."""
    story = "\n\n".join(texts)
    for length in LENGTHS:
        text = (story * (length // len(story) + 1))[:length]
        began = time.process_time()
        extract(text)
        seconds = time.process_time() - began
        print(
            f"length: {length:>9,} characters in {seconds:6.2f} s, "
            f"{seconds / length * 1e6:.1f} µs a character"
        )


def compare_starts() -> None:
    """The command line on one small file against importing and loading the parser alone."""
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("Five people died in a fire in Oslo on Friday, police said.\n")
        file.flush()
        load = min(run([sys.executable, "-c", LOAD]) for _ in range(STARTS))
        whole = min(run([sys.executable, "manage.py", "extract", file.name]) for _ in range(STARTS))
    print(f"start: {whole:.2f} s, parser alone {load:.2f} s, ratio {whole / load:.2f}")


def run(command: list[str]) -> float:
    began = time.perf_counter()
    subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.DEVNULL)
    return time.perf_counter() - began


if __name__ == "__main__":
    main()

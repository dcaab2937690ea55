"""Intake results on pages in the style of common publishing systems: `python bench/bench_intake.py`.

A table of what comes out of each page again, the worst first, and the time that a page takes.
"""

import os
import sys
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "factcheck.settings")

import django

django.setup()

from tests.articles.pages import made_pages  # noqa: E402
from tests.articles.pages.scoring import MEASURES, mean, score  # noqa: E402

WIDTH = 46


def main() -> None:
    pages = list(made_pages())
    began = time.perf_counter()
    scores = [score(page) for page in pages]
    seconds = (time.perf_counter() - began) / len(pages)
    print(f"{'page':{WIDTH}}" + "".join(f"{measure:>10}" for measure in MEASURES))
    for row in sorted(scores, key=lambda row: sum(getattr(row, measure) for measure in MEASURES)):
        print(f"{row.page.name:{WIDTH}}" + "".join(f"{getattr(row, measure):10.2f}" for measure in MEASURES))
    print(
        f"{f'all {len(pages)}':{WIDTH}}" + "".join(f"{mean(scores, measure):10.3f}" for measure in MEASURES)
    )
    print(f"{seconds * 1000:.0f} ms a page")


if __name__ == "__main__":
    main()

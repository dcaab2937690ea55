"""The reading engine's scores on the labelled stories, and the floors that they may not fall through.

    python bench/floors.py            print each score beside its floor; status 1 where one is below
    python bench/floors.py --raise    lift the floors in tests/floors.json to the scores reached

The stories for development and their scorer stand beside the checkout, the project's own stories are in
`tests/stories`; those of them whose names begin with z are held out: nothing is tuned on them. Where the
scorer is not there, nothing can be scored, and that is said. A set of stories that changed starts anew: take
its lines from tests/floors.json and raise.
"""

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent
FLOORS = BASE / "tests" / "floors.json"
GOLD = BASE.parent / "shared" / "gold"
OWN = BASE / "tests" / "stories"
FOLDERS = {
    "dev": (GOLD / "dev", "*"),
    "seed": (GOLD / "seed", "*"),
    "own": (OWN, "*"),
    "held-out": (OWN, "z-*"),
}
COMMAND = [sys.executable, str(BASE / "manage.py"), "extract", "--stories"]
BELOW = "  below the floor"

Scores = dict[str, dict[str, float]]


def main() -> int:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--raise", action="store_true", dest="lift", help="lift the floors to these scores")
    lift = parser.parse_args().lift
    if not (GOLD / "score.py").is_file():
        print(f"No scorer in {GOLD}: the scores were not checked.")
        return 0

    floors: Scores = json.loads(FLOORS.read_text()) if FLOORS.is_file() else {}
    scores = {name: score(*found) for name, found in FOLDERS.items() if found[0].is_dir()}
    lines = compare(scores, floors)
    low = [line for line in lines if line.endswith(BELOW)]
    print("\n".join(lines))
    if lift:
        FLOORS.write_text(json.dumps(lifted(scores, floors), indent=1, sort_keys=True) + "\n")
        print(f"Floors written to {FLOORS.relative_to(BASE)}.")
    elif low:
        print(f"{len(low)} of the scores fell through the floor of {FLOORS.relative_to(BASE)}.")
    return 1 if low and not lift else 0


def score(folder: Path, pattern: str) -> dict[str, float]:
    """The share (F1) of each line of the scorer's table, over the stories whose names fit the pattern."""
    with tempfile.TemporaryDirectory() as chosen:
        for story in folder.glob(pattern):
            Path(chosen, story.name).symlink_to(story)
        command = [sys.executable, str(GOLD / "score.py"), chosen, "--json", "--", *COMMAND]
        run = subprocess.run(command, capture_output=True, text=True, check=False)
    if run.returncode:
        sys.exit(f"{folder}: {run.stderr.strip() or run.stdout.strip()}")
    return {line: found["f1"] for line, found in json.loads(run.stdout).items() if isinstance(found, dict)}


def compare(scores: Scores, floors: Scores) -> list[str]:
    """A line for each score: where, what, how much, and the floor under it."""
    lines = []
    for name, found in scores.items():
        for line, share in found.items():
            floor = floors.get(name, {}).get(line, 0.0)
            verdict = BELOW if share < floor else ""
            lines.append(f"{name:5} {line:42} {share:.4f}  floor {floor:.4f}{verdict}")
    return lines


def lifted(scores: Scores, floors: Scores) -> Scores:
    """The floors after this run: none goes down, and a set that was not scored keeps its own."""
    return {
        name: {
            line: max(scores.get(name, {}).get(line, 0.0), floors.get(name, {}).get(line, 0.0))
            for line in {**floors.get(name, {}), **scores.get(name, {})}
        }
        for name in {**floors, **scores}
    }


if __name__ == "__main__":
    sys.exit(main())

"""The word lists that a newsroom can edit: data files beside this module, read once."""

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "lexicons"


@cache
def load(name: str) -> dict[str, Any]:
    """The lexicon `name`, as its file ``lexicons/NAME.toml`` gives it.

    Read once a process; not to be changed.
    """
    return tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))

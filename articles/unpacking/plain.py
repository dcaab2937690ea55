"""A text file."""

from typing import Any

from articles.charsets import read_characters


def read(body: bytes, **_: Any) -> dict[str, Any]:
    """The text, whatever it is written in."""
    return {"text": read_characters(body)[0]}

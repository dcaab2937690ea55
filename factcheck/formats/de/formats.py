"""Dates in German: 4. Mai 2026. The date filter looks here for each format that a template names."""

ORDER = {
    "j F Y": "j. F Y",
    "j F Y, H:i": "j. F Y, H:i",
    "j F Y, H:i T": "j. F Y, H:i T",
    "j F Y, H:i:s T": "j. F Y, H:i:s T",
    "j M Y": "j. M Y",
    "j M Y, H:i": "j. M Y, H:i",
    "j M, H:i": "j. M, H:i",
    "j M H:i": "j. M H:i",
    "j M": "j. M",
}
globals().update(ORDER)

"""What changed between two decisions."""

from types import SimpleNamespace

from verdicts.changes import Change, changes_between

SEEN = {"figure": 1, "text": "3,000", "relation": "=", "value": 3000, "low": 3000, "sources": ["A ministry"]}


def decided(**fields):
    made = SimpleNamespace(
        **{"question": "How many?", "method": "range", "low": 3000.0, "best": None, "high": 6000.0,
           "wording": "3,000 to 6,000", "reason": "Both are named.", "figures_seen": [SEEN]} | fields
    )  # fmt: skip
    made.get_method_display = lambda: made.method
    return made


def test_two_equal_decisions_have_no_changes():
    assert changes_between(decided(), decided()) == []


def test_each_field_is_shown_before_and_after():
    changes = changes_between(decided(), decided(method="open", low=None, high=6500.0, wording="Not known"))

    assert changes == [
        Change("method", "range", "open"),
        Change("lowest", "3,000", ""),
        Change("highest", "6,000", "6,500"),
        Change("how we say it", "3,000 to 6,000", "Not known"),
    ]


def test_figures_that_joined_left_or_read_otherwise_are_changes():
    other = SEEN | {"figure": 2, "text": "9,000", "value": 9000}
    mended = SEEN | {"value": 3500}

    changes = changes_between(decided(figures_seen=[SEEN]), decided(figures_seen=[mended, other]))

    assert [(c.before[:7], c.after[:7]) for c in changes] == [("“3,000”", "“3,000”"), ("", "“9,000”")]

"""Names made comparable."""

import pytest

from sources.names import name_key


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Ministry of Health", "ministry of health"),
        ("Kosala’s health ministry", "Kosala's Health Ministry"),
        ("São Paulo police", "Sao Paulo Police"),
        ("Reuters/KCNA", "reuters kcna"),
        ("  A union ", "union"),
    ],
)
def test_spellings_of_one_name_have_one_key(one, other):
    assert name_key(one) == name_key(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Ukraine", "Ukaine"),
        ("South Korea", "North Korea"),
        ("министерство", "министр"),
        ("厚労省", "外務省"),
    ],
)
def test_names_of_two_have_two_keys(one, other):
    assert name_key(one) != name_key(other)


def test_a_key_is_bounded():
    assert len(name_key("x" * 5000)) == 200

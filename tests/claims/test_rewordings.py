"""What a desk changes in an agency's sentence without changing what it claims, and what it does change."""

import pytest
from django.db import connection

from claims.rewordings import says_the_same

pytestmark = pytest.mark.django_db
FLOOD = "A flood killed 14 people in the Orla valley, the mayor said."


@pytest.mark.parametrize(
    ("one", "other", "are_same"),
    [
        (FLOOD, "A flood killed 14 people in Orla valley, the mayor stated.", True),
        (FLOOD, "On Monday night a flood killed 14 people in the Orla valley, the mayor said.", True),
        ("Some 5 per cent were found.", "Some 5% have been found.", True),
        ("Officials said that 10-15 houses are gone.", "Officials said 10–15 houses were gone.", True),
        (FLOOD, FLOOD.replace("14", "41"), False),
        (FLOOD, FLOOD.replace("killed", "injured"), False),
        (FLOOD, FLOOD.replace("killed", "nearly killed"), False),
        (FLOOD, FLOOD.replace("said", "denied"), False),
        (FLOOD, FLOOD.replace("mayor", "former mayor"), False),
        (FLOOD, FLOOD.replace("A flood", "No flood"), False),
        ("The road opened on Monday.", "The road opened on Tuesday.", False),
        ("Nine came on Monday and 3 on Friday.", "Nine came and 3 on Friday.", False),
        ("The guard killed two.", "The guard was killed two.", False),
        ("It went from Orla to Mersk.", "It went to Orla from Mersk.", False),
        ("It was -5 degrees in Orla.", "It was 5 degrees in Orla.", False),
    ],
)
def test_small_words_do_not_make_another_claim_and_all_others_do(one, other, are_same):
    with connection.cursor() as cursor:
        condition = says_the_same("one", "other")
        cursor.execute(f"SELECT {condition} FROM (VALUES (%s, %s)) AS said(one, other)", [one, other])

        assert cursor.fetchone() == (are_same,)

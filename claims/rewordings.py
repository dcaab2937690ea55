"""Whether two sentences of a report and its near copy claim the same, as SQL. Pure: names in, SQL out.

What a desk changes without changing what is claimed: articles, tenses of "to be" and "to have", one verb of
saying for another, "per cent", a day that one of the two leaves out. Any other word that differs, a number,
a name, a denial, "nearly", makes them two: a claim that is not in the queue is one that nobody checks.
"""

DAY = (
    r"\m(on\s+)?(the\s+)?((early|late|last)\s+)?"
    r"((mon|tues|wednes|thurs|fri|satur|sun)day|yesterday|today)(\s+(morning|afternoon|evening|night))?\M"
)
SAME = (  # in their order; each is a pattern of PostgreSQL and what stands for it
    (r"%", " percent "),
    (r"\mper cent\M", "percent"),
    (r"[-–−](?=\d)", " minus "),
    (r"\m(says|stated|reported|announced|added|told reporters)\M", "said"),
    (r"\m(has|have|had) been\M", "was"),
    (r"\m(were|is|are)\M", "was"),
    (r"\m(the|an?|that|has|have|had|also|meanwhile|however)\M", " "),
)
# Cheap to ask, and asked first: each sentence of a copy is compared with each of the report.
FURTHEST = 40  # letters by which one may be longer than the other
LEAST_ALIKE = 0.3  # of the letters by threes; below, there is no need to look closely


def says_the_same(one: str, other: str) -> str:
    """The condition that the texts of two columns claim the same.

    >>> "first.text" in says_the_same("first.text", "claim.text")
    True
    """
    return rf"""(
        abs(length({one}) - length({other})) <= {FURTHEST}
        AND similarity({one}, {other}) >= {LEAST_ALIKE}
        AND regexp_replace({one}, '\D+', '', 'g') = regexp_replace({other}, '\D+', '', 'g')
        AND (
            {_plain(one)} = {_plain(other)}
            OR ({_plain(one, without=DAY)} = {_plain(other, without=DAY)}
                AND NOT ({one} ~* '{DAY}' AND {other} ~* '{DAY}'))
        )
    )""".replace("%", "%%")


def _plain(column: str, *, without: str = "") -> str:
    """A text in the wording that stands for all that say the same."""
    said = f"lower({column})"
    for pattern, stands in ((without, " "), *SAME) if without else SAME:
        said = f"regexp_replace({said}, '{pattern}', '{stands}', 'g')"
    return rf"btrim(regexp_replace({said}, '\W+', ' ', 'g'))"

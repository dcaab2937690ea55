"""What to check next, and why. Pure.

The points of a claim are a sum: how much it looks worth checking, how far sources disagree on its figures,
how little its sources can be relied on, how many articles tell it, and a quarter of a point for each day that
it is younger; so a rank never has to be computed anew as time goes by. `SQL` is the sum for the database.
"""

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

POINTS = {"worth": 3.0, "conflict": 3.0, "doubt": 1.5, "reach": 0.5, "freshness": 0.25}
PRIORITY = 6.0  # a step of priority outweighs any single reason
SIGNALS = ("worth", "conflict", "doubt", "freshness", "reach")
LABELS = {
    "worth": _("Looks worth checking"),
    "conflict": _("Sources disagree"),
    "doubt": _("Doubtful source"),
    "freshness": _("New"),
    "reach": _("Told widely"),
}
SQL = (
    "3.0 * worth + 3.0 * conflict + 1.5 * doubt + 0.5 * log(2.0, greatest(reach, 1)::numeric)::float"
    " + 0.25 * extract(epoch from came_at)::float / 86400 + 6.0 * priority"
)


def reasons_for(
    *, worth: float, conflict: float, doubt: float, reach: int, age: str, priority: str = "normal"
) -> list[str]:
    """The reasons for a claim's place, the telling ones first.

    >>> reasons_for(worth=0.9, conflict=1.0, doubt=1.0, reach=4, age="2 hours")
    ['sources disagree on its figures', 'well worth checking', 'its source is doubtful', 'told in 4 articles', 'came 2 hours ago']
    >>> reasons_for(worth=0.2, conflict=0.0, doubt=0.3, reach=1, age="")
    ['a claim that can be checked']
    """  # noqa: E501
    said = [gettext("%(priority)s priority") % {"priority": priority}] if priority != "normal" else []
    if conflict:
        said.append(
            gettext("sources disagree on its figures")
            if conflict >= 1
            else gettext("sources count different things")
        )
    if worth >= 0.5:
        said.append(gettext("well worth checking") if worth >= 0.75 else gettext("worth checking"))
    if doubt >= 0.75:
        said.append(gettext("its source is doubtful"))
    if reach > 1:
        said.append(gettext("told in %(count)s articles") % {"count": reach})
    if age:
        said.append(gettext("came %(age)s ago") % {"age": age})
    return said or [gettext("a claim that can be checked")]

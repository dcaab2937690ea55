"""How hot a dispute is, and why. Pure.

The heat is a sum of points that never has to be computed anew as time goes by: what is newer starts higher,
as half a point a day. So a list can be read hottest first from an index.
"""

import math
from datetime import datetime

from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from claims.extraction.records import Status

POINTS = {Status.CONFLICT: 6.0, Status.DEFINITION: 2.0, Status.AGREE: 0.0}
A_DAY = 0.5
SAYS = {
    Status.CONFLICT: _("sources can't all be right"),
    Status.DEFINITION: _("they count different things"),
    Status.AGREE: _("they agree"),
}


def heat_of(status: str, *, voices: int, articles: int, newest: datetime | None) -> float:
    """Points for the conflict, a point for each doubling of independent sources, half of one for each
    doubling of articles that tell it, and half a point for each day that the newest figure is younger.

    >>> from datetime import UTC
    >>> day = datetime(2026, 5, 4, tzinfo=UTC)
    >>> cold = heat_of("agree", voices=2, articles=2, newest=day)
    >>> heat_of("conflict", voices=2, articles=2, newest=day) - cold
    6.0
    >>> heat_of("agree", voices=8, articles=2, newest=day) - cold
    2.0
    >>> heat_of("agree", voices=2, articles=2, newest=datetime(2026, 5, 6, tzinfo=UTC)) - cold
    1.0
    """
    days = newest.timestamp() / 86_400 if newest else 0.0
    told = math.log2(max(voices, 1)) + math.log2(max(articles, 1)) / 2
    return POINTS[Status(status)] + told + A_DAY * days


def reasons_for(status: str, *, voices: int, articles: int, age: str) -> str:
    """Why a dispute stands where it does, in words.

    >>> reasons_for("conflict", voices=4, articles=6, age="2 hours")
    "sources can't all be right; 4 independent sources; told in 6 articles; newest figure 2 hours ago"
    """
    sources = ngettext("%(count)s independent source", "%(count)s independent sources", voices)
    said = [str(SAYS[Status(status)]), sources % {"count": voices}]
    if articles > 1:
        said.append(gettext("told in %(count)s articles") % {"count": articles})
    return "; ".join([*said, gettext("newest figure %(age)s ago") % {"age": age}] if age else said)

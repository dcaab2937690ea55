"""What people did to the marks of texts in the one history: marked, moved, dismissed, undone; and orphans."""

from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext

from verdicts.acts import Act
from verdicts.events import Event, Stream
from verdicts.following import Anchoring

Verb = Act.Verb
REVIEWS = (Verb.CONFIRMED, Verb.CORRECTED, Verb.REOPENED, Verb.DISMISSED)  # of a figure; told as reviews


def mark_streams(acts: Q, anchorings: Q) -> list[Stream]:
    """Acts by hand, without those that are told as reviews; and what was said of orphans."""
    marks = Act.objects.filter(acts).exclude(figure__isnull=False, verb__in=REVIEWS, undoes__isnull=True)
    rows = marks.with_rows().select_related("given_by", "version__article", "undone_by", "root")
    answers = Anchoring.objects.filter(anchorings).select_related("given_by", "claim", "figure", "undone_by")
    return [
        Stream("marks", rows.defer("version__text"), "given_at", "given_by", _act),
        Stream("marks", answers, "given_at", "given_by", _anchoring),
    ]


def _act(row: Act) -> Event:
    kind = {"attribution": "source"}.get(row.kind, row.kind)
    did = gettext("%(did)s the %(what)s") % {"did": row.get_verb_display(), "what": gettext(kind)}
    if row.undoes_id:
        did = (
            gettext("undid: %(did)s") % {"did": did}
            if row.is_undoing
            else gettext("did again: %(did)s") % {"did": did}
        )
    where = row.version.article if row.kind == "attribution" else row.row
    before, after = _differing(row)
    return Event(
        row.given_at, "marks", row.given_by, did, f"“{row.row.text}”", where.get_absolute_url(), row.reason,
        before, after, act=None if hasattr(row, "undone_by") else row.pk,
    )  # fmt: skip


def _differing(row: Act) -> tuple[str, str]:
    """How it stood before and after, in what differs."""
    names = [name for name in row.after if row.before.get(name) != row.after[name]]
    return tuple("; ".join(_words(name, state) for name in names) for state in (row.before, row.after))  # type: ignore[return-value]


def _words(name: str, state: dict[str, Any]) -> str:
    value = state.get(name)
    known = {
        "is_gone": ("marked", "not marked"),
        "is_dismissed": ("stands", "dismissed"),
        "is_confirmed": ("not confirmed", "confirmed"),
    }
    if name in known:
        return known[name][bool(value)]
    if name == "correction":
        return "corrected" if value else "as the machine read it"
    return f"{name}s at character {value:,}"


def _anchoring(row: Anchoring) -> Event:
    places = {
        Anchoring.Act.ANCHORED: gettext("gave a new place to"),
        Anchoring.Act.LET_GO: gettext("let go of"),
    }
    did = places.get(Anchoring.Act(row.act), gettext("took back what was said of"))
    about = row.about
    can_undo = row.act != Anchoring.Act.UNDONE and not hasattr(row, "undone_by")
    return Event(
        row.given_at,
        "marks",
        row.given_by,
        did,
        f"“{about.text}”",
        about.get_absolute_url(),
        row.reason,
        goes_back=gettext("Take it back") if can_undo else "",
        back=reverse("verdicts:orphans") if can_undo else "",
    )

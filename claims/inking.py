"""A block of marked text as HTML: what stands on every line of a page, so it is written without a template.

A template took a millisecond a claim; a text of five thousand took five seconds of them. Everything that
comes from a text or a row is escaped here.
"""

from collections.abc import Mapping
from functools import cache
from typing import Any

from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from claims.marking import Block, Piece, Stretch
from claims.wording import state_of, worth_words

Noted = Mapping[str, Mapping[int, int]]  # how many threads are open on each of its claims and figures


def ink(block: Block, noted: Noted) -> SafeString:
    """A paragraph with its marks."""
    gap = " after-gap" if block.follows_gap else ""
    place = f'id="at-{block.start}" dir="auto" data-start="{block.start}"'
    head = f'<p class="block is-{escape(block.section)}{gap}" {place}>'
    return mark_safe(head + "".join(_stretch(stretch, noted) for stretch in block.stretches) + "</p>")


def _stretch(stretch: Stretch, noted: Noted) -> str:
    inside = "".join(_piece(piece, noted) for piece in stretch.pieces)
    claim = stretch.claim
    if claim is None:
        return inside
    classes = ["claim"]
    classes += ["is-idle"] * (not claim.checkable)
    classes += ["by-person"] * (claim.made_by_id is not None)
    classes += ["is-dismissed"] * claim.is_dismissed
    named = f' id="claim-{claim.pk}"' if stretch.is_first else ""
    handle = _handle(claim, noted["claims"].get(claim.pk, 0)) if stretch.is_first else ""
    return f'<span class="{" ".join(classes)}" data-claim="{claim.pk}"{named}>{handle}{inside}</span>'


def _handle(claim: Any, notes: int) -> str:
    """The dot that opens a claim; what the eye sees of it is said too."""
    worth = worth_words(claim.worthiness)
    label = [_("Open this claim: %s") % (worth if claim.checkable else _("not checkable"))]
    label += [_("marked by a person")] * (claim.made_by_id is not None)
    label += [_("dismissed")] * claim.is_dismissed
    label += [ngettext("%d open note", "%d open notes", notes) % notes] * bool(notes)
    dot = f' data-notes="{notes}"' if notes else ""
    return (
        f'<a class="handle is-{slugify(worth)}" href="{_address("claim", claim.pk)}"'
        f' aria-label="{escape(", ".join(label))}"{dot}></a>'
    )


def _piece(piece: Piece, noted: Noted) -> str:
    text = escape(piece.text)
    if piece.figure is not None:
        return _figure(piece, text, noted["figures"].get(piece.figure.pk, 0))
    if piece.naming is not None:
        claims = " ".join(map(str, piece.naming.claims))
        return f'<span class="{escape(piece.naming.kind)}" data-claims="{claims}">{text}</span>'
    return text


def _figure(piece: Piece, text: str, notes: int) -> str:
    figure = piece.figure
    state = state_of(figure.is_dismissed, figure.is_confirmed, figure.correction is None)
    classes, legend = f"figure is-{state}", f"legend-{state}"
    if figure.made_by_id:
        classes, legend = f"{classes} by-person", f"{legend} legend-by-person"
    if figure.dispute is not None and not figure.is_dismissed:
        status = escape(figure.dispute.status)
        classes, legend = f"{classes} in-{status}", f"{legend} legend-{status}"
    named = f' id="figure-{figure.pk}"' if piece.is_first else ""
    dot = f' data-notes="{notes}"' if notes and piece.is_first else ""
    address = f'href="{_address("figure", figure.pk)}"'
    return f'<a class="{classes}"{named} {address} aria-describedby="{legend}"{dot}>{text}</a>'


def _address(kind: str, pk: int) -> str:
    """As `get_absolute_url` gives it, without asking the resolver for each of ten thousand marks."""
    return _pattern(kind).replace("/0/", f"/{pk}/")


@cache
def _pattern(kind: str) -> str:
    return reverse(f"claims:{kind}", args=[0])

"""Who may decide, and the sentence for those who may not."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _

from verdicts.models import Decision

WHY_NOT = {
    "articles.add_article": _("Readers can't add articles or re-read them. An admin can make you an editor."),
    "articles.change_article": _(
        "Readers can't change an article's details. An admin can make you an editor."
    ),
    "verdicts.add_review": _("Readers can't review figures or mark text. An admin can make you an editor."),
    "verdicts.add_verdict": _("Readers can't give verdicts. An admin can make you an editor."),
    "verdicts.add_resolution": _("Readers can't resolve disputes. An admin can make you an editor."),
    "verdicts.approve_verdict": _("Only a chief approves or sends back verdicts."),
    "verdicts.approve_resolution": _("Only a chief approves or sends back resolutions."),
    "verdicts.override_verdict": _("Only an admin lets a verdict stand without a second person."),
    "verdicts.override_resolution": _("Only an admin lets a resolution stand without a second person."),
    "verdicts.add_overruling": _("Readers can't overrule a comparison. An admin can make you an editor."),
    "verdicts.change_work": _("Readers can't take or assign claims. An admin can make you an editor."),
    "verdicts.change_weights": _("Only an admin sets what counts for the team. Your own weights are yours."),
    "verdicts.add_note": _("Readers can't write notes. An admin can make you an editor."),
    "claims.change_dispute": _("Readers can't word or regroup questions. An admin can make you an editor."),
}
OWN_WORK = _("You can't approve this: you wrote it. A chief has to look at it.")
ONCE_EACH = _("You approved this already: it waits for somebody else's approval.")
NO_NEED = _("You may approve this as it is: there is nothing to override.")


def needs(permission: str) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """Let in those with a permission; tell the others why not, in a sentence."""

    def guard(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **options: Any) -> HttpResponse:
            if not request.user.has_perm(permission):
                raise PermissionDenied(WHY_NOT[permission])
            return view(request, *args, **options)

        return guarded

    return guard


def why_not(permission: str, user: User) -> str:
    """Why this person can't do this, "" where they can."""
    return "" if user.has_perm(permission) else WHY_NOT[permission]


def approval_permission(decision: Decision) -> str:
    return f"verdicts.approve_{decision._meta.model_name}"


def why_no_approval(decision: Decision, user: User) -> str:
    """Why this person can't approve this, "" where they can."""
    if decision.given_by_id == user.pk:
        return OWN_WORK
    if decision.first_approved_by_id == user.pk:
        return ONCE_EACH
    permission = approval_permission(decision)
    return "" if user.has_perm(permission) else WHY_NOT[permission]


def why_no_override(decision: Decision, user: User) -> str:
    """Why this person can't let this stand alone, "" where they can: an admin, where their approval would not
    do."""
    permission = f"verdicts.override_{decision._meta.model_name}"
    if not user.has_perm(permission):
        return WHY_NOT[permission]
    would_do = not why_no_approval(decision, user) and decision.approvals + 1 >= decision.approvals_needed
    return NO_NEED if would_do else ""


def why_no_return(decision: Decision, user: User) -> str:
    """Why this person can't send this back, "" where they can. An author may take back their own."""
    permission = approval_permission(decision)
    may = decision.given_by_id == user.pk or user.has_perm(permission)
    return "" if may else WHY_NOT[permission]

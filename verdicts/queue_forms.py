"""What people fill in at the queue."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from verdicts.desk import Work
from verdicts.ranking import LABELS, SIGNALS

KEEP = ""
NOBODY = "nobody"
COUNTS = (
    (0, gettext_lazy("not at all")),
    (1, gettext_lazy("as usual")),
    (2, "twice"),
    (3, gettext_lazy("three times")),
)


class ChangeForm(forms.Form):
    """What to set of the selected claims; what is left open stays as it is."""

    status = forms.ChoiceField(choices=[(KEEP, "keep"), *Work.Status.choices], required=False)
    priority = forms.TypedChoiceField(
        choices=[(KEEP, "keep"), *Work.Priority.choices], required=False, coerce=int, empty_value=None
    )
    assignee = forms.CharField(max_length=20, required=False)
    due_at = forms.DateTimeField(
        required=False,
        error_messages={"invalid": gettext_lazy("Give the due time as a date and a time of day.")},
    )
    no_due = forms.BooleanField(required=False)

    def clean_assignee(self) -> int | str | None:
        """A person's key, NOBODY, or None to leave it."""
        given = self.cleaned_data["assignee"]
        if given in (KEEP, NOBODY):
            return given or None
        known = given.isdecimal() and len(given) < 19
        person = User.objects.filter(pk=given, is_active=True).first() if known else None
        if person is None:
            raise forms.ValidationError(_("There is nobody of that name any more."))
        if not person.has_perm("verdicts.change_work"):
            raise forms.ValidationError(
                _("%(person)s is a reader and checks no claims.") % {"person": person}
            )
        return person.pk

    def changes(self) -> dict[str, Any]:
        """The fields to set."""
        given = self.cleaned_data
        new: dict[str, Any] = {"status": given["status"]} if given["status"] else {}
        if given["priority"] is not None:
            new["priority"] = given["priority"]
        if given["assignee"] is not None:
            new["assignee"] = None if given["assignee"] == NOBODY else given["assignee"]
        if given["due_at"] or given["no_due"]:
            new["due_at"] = None if given["no_due"] else given["due_at"]
        return new


class WeightsForm(forms.Form):
    """How much each reason counts."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name in SIGNALS:
            self.fields[name] = forms.TypedChoiceField(label=LABELS[name], choices=COUNTS, coerce=int)

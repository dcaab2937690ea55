"""What editors send about grouping: where figures go, what is merged, answers to suggestions."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.models import Dispute
from verdicts.forms import SeenForm, area

NEW, NONE = "new", "none"
CHOOSE = gettext_lazy("Choose where to: a dispute of the list, a new one, or none.")


def standing(pk: str) -> Dispute:
    """The dispute with this number, if it stands for itself."""
    row = Dispute.objects.filter(pk=int(pk), merged_into__isnull=True).first() if pk.isdecimal() else None
    if row is None:
        raise ValidationError(_("That dispute is not there any more. Choose another."))
    return row


class RegroupForm(SeenForm):
    """Where chosen figures go: to another dispute, to a new one with a question of its own, or to none."""

    prefix_of_ids = "regroup"
    to = forms.CharField(max_length=20, error_messages={"required": CHOOSE})
    question = forms.CharField(label=gettext_lazy("Its question"), required=False, max_length=300)
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=2000, widget=area(2))

    def clean_to(self) -> str | Dispute:
        to = self.cleaned_data["to"]
        return to if to in (NEW, NONE) else standing(to)


class MergeForm(SeenForm):
    """What a dispute is merged into."""

    prefix_of_ids = "merge"
    into = forms.CharField(
        max_length=20,
        error_messages={"required": gettext_lazy("Choose the dispute that keeps its question.")},
    )
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=2000, widget=area(2))

    def clean_into(self) -> Dispute:
        return standing(self.cleaned_data["into"])


class AnswerForm(SeenForm):
    """Yes or no to a suggestion."""

    prefix_of_ids = "answer"
    answer = forms.ChoiceField(choices=[("yes", "yes"), ("no", "no")])

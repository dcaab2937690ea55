"""Rows of evidence beside a decision."""

from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from verdicts.models import Evidence

BLANK_ROWS, MORE_ROWS = 1, 2
MOST_ROWS = 20


class EvidenceRow(forms.Form):
    """One piece: an address, a passage, or both, and which way it speaks."""

    address = forms.URLField(
        required=False, max_length=2000, assume_scheme="https", label=_("Address"),
        error_messages={"invalid": _("This is no web address. Paste it whole: https://…")},
    )  # fmt: skip
    quote = forms.CharField(
        required=False,
        max_length=5000,
        label=_("The passage, word for word"),
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    stance = forms.ChoiceField(
        choices=Evidence.Stance.choices, initial=Evidence.Stance.CONTEXT, label=_("Stance"), required=False
    )

    def clean_stance(self) -> str:
        return self.cleaned_data["stance"] or Evidence.Stance.CONTEXT

    @property
    def is_something(self) -> bool:
        return bool(self.cleaned_data.get("address") or self.cleaned_data.get("quote"))

    def has_changed(self) -> bool:
        """A row taken over from an earlier decision counts even where nobody touched it."""
        return True


class EvidenceForms(forms.BaseFormSet):
    """The rows of one decision: those given, and blank ones."""

    form = EvidenceRow
    min_num = 0
    extra = BLANK_ROWS
    max_num = absolute_max = MOST_ROWS
    can_delete = can_order = validate_max = validate_min = False
    can_delete_extra = False
    edit_only = False
    renderer = None

    def __init__(self, *args: Any, **options: Any) -> None:
        self.renderer = forms.renderers.get_default_renderer()
        super().__init__(*args, **options)
        if self.initial:
            self.extra = MORE_ROWS

    @property
    def has_room(self) -> bool:
        return self.total_form_count() < MOST_ROWS

    @classmethod
    def typed(cls, data: QueryDict) -> list[dict[str, str]]:
        """The rows of a form that is not to be saved yet."""
        names = list(EvidenceRow.base_fields)
        rows = [{name: data.get(f"evidence-{i}-{name}", "") for name in names} for i in range(MOST_ROWS)]
        return [row for row in rows if row["address"] or row["quote"]]

    def pieces(self) -> list[dict[str, str]]:
        """What there is to store; blank rows are none."""
        return [dict(row.cleaned_data) for row in self.forms if row.is_something]

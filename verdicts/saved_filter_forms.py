"""What people fill in to save a filter."""

from typing import Any
from urllib.parse import parse_qsl, urlencode

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from verdicts.desk import SavedFilter


class NameForm(forms.Form):
    """A name for a filter, and who sees it."""

    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=80,
        error_messages={"required": gettext_lazy("Give the filter a name.")},
    )
    is_shared = forms.BooleanField(required=False, label=gettext_lazy("Share with the team"))

    def __init__(self, *args: Any, may_share: bool = False, **options: Any) -> None:
        super().__init__(*args, **options)
        self.may_share = may_share

    def clean_name(self) -> str:
        """On one line, without what can't be seen."""
        name = " ".join("".join(c if c.isprintable() else " " for c in self.cleaned_data["name"]).split())
        if not name:
            raise forms.ValidationError(_("Give the filter a name that can be read."))
        return name

    def clean_is_shared(self) -> bool:
        if self.cleaned_data["is_shared"] and not self.may_share:
            raise forms.ValidationError(_("Readers can't share filters. An admin can make you an editor."))
        return bool(self.cleaned_data["is_shared"])


class SaveForm(NameForm):
    """A list's address besides."""

    room = forms.ChoiceField(choices=SavedFilter.Room.choices)
    query = forms.CharField(max_length=2000, required=False)

    def clean_query(self) -> str:
        """The filters alone: no page, nothing that is no pair of a name and a value."""
        pairs = parse_qsl(self.cleaned_data["query"].lstrip("?"), max_num_fields=50)
        return urlencode([(name, value) for name, value in pairs if name != "page"])[:2000]

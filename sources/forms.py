"""What an admin may type into the register."""

from typing import Any

from django import forms

from sources.models import Alias, Source
from sources.names import name_key


class SourceForm(forms.ModelForm):
    """A source's entry in the register."""

    class Meta:
        model = Source
        fields = (
            "name", "kind", "country", "part_of", "side", "grade", "grade_scope", "grade_reason", "graded_on",
            "is_reviewed", "notes",
        )  # fmt: skip

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if cleaned.get("grade") and not cleaned.get("grade_reason"):
            self.add_error("grade_reason", "Say why: a grade without its reason can't be defended.")
        whole = cleaned.get("part_of")
        while whole is not None:
            if whole.pk == self.instance.pk:
                self.add_error("part_of", "A source can't be part of itself, not even by way of others.")
                break
            whole = whole.part_of
        return cleaned


class AliasForm(forms.ModelForm):
    """One more name of a source."""

    class Meta:
        model = Alias
        fields = ("name",)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        key = name_key(name)
        if not key:
            raise forms.ValidationError("A name needs a letter or a digit.")
        other = Alias.objects.filter(key=key).exclude(pk=self.instance.pk).select_related("source").first()
        if other is not None:
            raise forms.ValidationError(
                "“%(name)s” is a name of %(source)s already. Merge the two sources if they are one.",
                params={"name": name, "source": other.source},
            )
        return name


class MergeForm(forms.Form):
    """Which of some sources the others stand for."""

    into = forms.ModelChoiceField(
        Source.objects.none(), widget=forms.RadioSelect, empty_label=None, label="Keep this one"
    )

    def __init__(self, *args: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = chosen  # type: ignore[attr-defined]  # a ModelChoiceField has one

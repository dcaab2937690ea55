"""What an admin may type into the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from sources.exchange import MOST_BYTES, Unreadable, decoded, read_csv
from sources.models import KINDS, Alias, Grade, Source
from sources.names import name_key


class SourceForm(forms.ModelForm):
    """A source's entry in the register, with why it changes; what was seen is checked on save."""

    home_page = forms.URLField(
        required=False, max_length=500, assume_scheme="https", widget=forms.URLInput({"size": 60})
    )
    why = forms.CharField(
        required=False,
        max_length=300,
        label=gettext_lazy("Why"),
        help_text=gettext_lazy("Kept in the history, where there is something to explain."),
        widget=forms.TextInput({"size": 60}),
    )
    seen = forms.IntegerField(required=False, widget=forms.HiddenInput)

    class Meta:
        model = Source
        fields = (
            "name", "kind", "country", "languages", "home_page", "part_of", "side", "wikidata", "feeds",
            "corrections_policy", "is_reviewed", "notes",
        )  # fmt: skip
        widgets = {
            name: forms.Textarea({"rows": 3, "cols": 60}) for name in ("feeds", "corrections_policy", "notes")
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "seen" in self.fields:
            self.fields["seen"].initial = self.instance.newest_change()

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        if self.instance.pk is None:
            check_name(name, whose=None)
        return name

    def clean_country(self) -> str:
        return str(self.cleaned_data["country"]).upper()

    def clean_wikidata(self) -> str:
        return str(self.cleaned_data["wikidata"]).upper()

    def clean_feeds(self) -> str:
        return "\n".join(line.strip() for line in self.cleaned_data["feeds"].splitlines() if line.strip())

    def clean_part_of(self) -> Source | None:
        whole = self.cleaned_data["part_of"]
        if whole is not None and whole.pk != self.instance.part_of_id and whole.merged_into_id:
            raise forms.ValidationError(f"{whole} is merged into {whole.stands_for}: choose that one.")
        if whole is not None and self.instance.pk in (
            whole.pk,
            *Source.objects.wholes_of([whole.pk]).get(whole.pk, ()),
        ):
            raise forms.ValidationError(_("A source can't be part of itself, not even by way of others."))
        return whole

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        seen, newest = cleaned.get("seen"), self.instance.newest_change() if self.instance.pk else None
        if seen is not None and newest != seen:
            self.data = {**self.data.dict(), "seen": str(newest)}
            self.add_error(
                None,
                _(
                    "Somebody else changed this entry while you wrote. Its history says what. What you typed "
                    "is still here: save again to let it stand."
                ),
            )
        return cleaned


def check_name(name: str, *, whose: Source | None) -> None:
    """Raise a ValidationError where a name is no name, or another source's."""
    key = name_key(name)
    if not key:
        raise forms.ValidationError(_("A name needs a letter or a digit."))
    other = Alias.objects.filter(key=key).select_related("source").first()
    if other is not None and (whose is None or other.source_id != whose.pk):
        raise forms.ValidationError(
            _("“%(name)s” is a name of %(source)s already. Merge the two sources if they are one."),
            params={"name": name, "source": other.source},
        )


class GradeForm(forms.ModelForm):
    """A new grade; the earlier ones stay."""

    class Meta:
        model = Grade
        fields = ("letter", "scope", "reason")
        widgets = {"reason": forms.Textarea({"rows": 2, "cols": 50})}
        error_messages = {
            "reason": {"required": gettext_lazy("Say why: a grade without its reason can't be defended.")}
        }


class GradeFormSet(forms.BaseInlineFormSet):
    """The grades of one source."""

    def clean(self) -> None:
        super().clean()
        if self.instance.is_class and any(form.has_changed() for form in self.forms):
            raise forms.ValidationError(
                _("Readers and anonymous sources are many people: a class is not graded as one.")
            )


class AliasForm(forms.ModelForm):
    """One more name of a source."""

    class Meta:
        model = Alias
        fields = ("name",)

    def clean_name(self) -> str:
        name = str(self.cleaned_data["name"]).strip()
        own = (
            Alias.objects.filter(pk=self.instance.pk, key=name_key(name))
            if self.instance.pk
            else Alias.objects.none()
        )
        if not own.exists():
            check_name(name, whose=None)
        return name


class DescribeForm(forms.Form):
    """What to say of all chosen sources at once; what is left empty stays as it is."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=[("", "as it is"), *KINDS], required=False)
    country = forms.RegexField(
        r"^[A-Za-z]{2}$", label=gettext_lazy("Country"), required=False, max_length=2,
        help_text=gettext_lazy("Two letters: KR, UA, US."),
        error_messages={"invalid": gettext_lazy("Two letters, such as KR.")},
    )  # fmt: skip
    side = forms.CharField(
        label=gettext_lazy("Side"),
        max_length=100,
        required=False,
        help_text=gettext_lazy("Its side in the conflict."),
    )

    def clean(self) -> dict[str, Any]:
        cleaned = {name: value for name, value in (super().clean() or self.cleaned_data).items() if value}
        if not cleaned and not self.errors:
            raise forms.ValidationError(_("Say what to set: a kind, a country or a side."))
        if "country" in cleaned:
            cleaned["country"] = cleaned["country"].upper()
        return cleaned


class MergeForm(forms.Form):
    """Which of some sources the others stand for."""

    into = forms.ModelChoiceField(
        Source.objects.none(), widget=forms.RadioSelect, empty_label=None, label=gettext_lazy("Keep this one")
    )

    def __init__(self, *args: Any, chosen: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["into"].queryset = chosen  # type: ignore[attr-defined]  # a ModelChoiceField has one


class ImportForm(forms.Form):
    """A CSV file; on the second step its text, as it was looked at."""

    file = forms.FileField(
        label=gettext_lazy("File"), required=False, widget=forms.FileInput({"accept": ".csv,text/csv"})
    )
    text = forms.CharField(required=False, strip=False, widget=forms.Textarea)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if not self.errors and not cleaned.get("file") and not cleaned.get("text"):
            raise forms.ValidationError(_("Choose a CSV file."))
        try:
            uploaded = cleaned.get("file")
            if uploaded and uploaded.size > MOST_BYTES:
                raise Unreadable(
                    _("The file is larger than %(most_bytes)s MB. Import it in parts.")
                    % {"most_bytes": MOST_BYTES // 1000000}
                )
            cleaned["text"] = decoded(uploaded.read()) if uploaded else cleaned.get("text", "")
            cleaned["dataset"] = read_csv(cleaned["text"])
        except Unreadable as why:
            raise forms.ValidationError(str(why)) from why
        return cleaned

"""The forms of notes."""

from typing import Any

from django import forms
from django.contrib.auth.models import User
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Version

LONGEST = 5_000  # characters
HELP = _("@name tells that person. Addresses become links.")


class NoteForm(forms.Form):
    """A note, and whom to tell of it besides those it names."""

    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=LONGEST, help_text=HELP,
        error_messages={"required": gettext_lazy("Write something first.")},
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto", "data-mentions": ""}),
    )  # fmt: skip
    tell = forms.CharField(
        label=gettext_lazy("Tell"), required=False, max_length=150, strip=True,
        widget=forms.TextInput(attrs={"list": "people", "autocomplete": "off", "dir": "auto"}),
    )  # fmt: skip

    def clean_tell(self) -> str:
        name = self.cleaned_data["tell"].lstrip("@")
        if name and not User.objects.filter(username=name, is_active=True).exists():
            raise forms.ValidationError(_("Nobody here has that name."))
        return name

    def said(self) -> str:
        """The text, with who is told named in it."""
        text, name = self.cleaned_data["text"], self.cleaned_data["tell"]
        return f"{text}\n@{name}" if name and f"@{name}" not in text else text


class SpanNoteForm(NoteForm):
    """A note on a piece of a text: by its place, or by its words."""

    quote = forms.CharField(
        label=gettext_lazy("Words of the text that it is about"), max_length=2_000,
        error_messages={"required": gettext_lazy("Copy the words of the text here that the note is about.")},
        widget=forms.Textarea(attrs={"rows": 2, "dir": "auto"}),
    )  # fmt: skip
    start = forms.IntegerField(required=False, min_value=0, max_value=2**31 - 1, widget=forms.HiddenInput)

    field_order = ["quote", "text", "tell", "start"]

    def __init__(self, *args: Any, version: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        self.version = version

    def clean(self) -> dict[str, Any]:
        """The words must stand in the text; where they do so more than once, `start` says which are meant."""
        given = super().clean() or self.cleaned_data
        quote = given.get("quote", "")
        if quote:
            text, start = self.version.text, given.get("start") or 0
            found = text.find(quote, start) if text.find(quote, start) >= 0 else text.find(quote)
            if found < 0:
                self.add_error("quote", _("These words don't stand in the text, in one line and just so."))
            given["span"] = (found, found + len(quote))
        return given


class EditNoteForm(forms.Form):
    text = forms.CharField(
        label=gettext_lazy("Note"), max_length=LONGEST, help_text=HELP,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "data-mentions": ""}),
    )  # fmt: skip
    seen = forms.CharField(
        required=False, max_length=LONGEST * 2, strip=False, widget=forms.Textarea(attrs={"hidden": True})
    )

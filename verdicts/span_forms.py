"""What editors send of a piece of text: where it is, and what to make of it."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles.models import Version
from claims.spans import BadSpan
from sources.models import KINDS
from verdicts import spans
from verdicts.forms import SeenForm

MAKES = [
    ("claim", gettext_lazy("a claim")), ("figure", gettext_lazy("a figure")),
    ("attribution", gettext_lazy("who said it")),
    ("evidence", gettext_lazy("evidence for a verdict")), ("note", gettext_lazy("what a note is about")),
    ("ends", gettext_lazy("the ends of the open mark")),
]  # fmt: skip
ROLES = [
    ("originator", gettext_lazy("it is their own")),
    ("joint", gettext_lazy("with others")),
    ("relayer", gettext_lazy("passes on what another said")),
]


class SpanForm(forms.Form):
    """A piece of one version's text. Without a script its words are typed, and where they stand is found."""

    start = forms.IntegerField(label=gettext_lazy("From character"), required=False)
    end = forms.IntegerField(label=gettext_lazy("To character"), required=False)
    words = forms.CharField(
        label=gettext_lazy("The words, as the text has them"), required=False, max_length=20_000, strip=False,
        widget=forms.Textarea(attrs={"rows": 2}),
    )  # fmt: skip
    make = forms.ChoiceField(label=gettext_lazy("Mark them as"), choices=MAKES)
    row = forms.RegexField(r"^(claim|figure)-\d{1,18}$", required=False, widget=forms.HiddenInput)
    seen = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    name = forms.CharField(
        label=gettext_lazy("Who it is"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("The full name, as the register has it."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("What they are"), choices=KINDS, required=False)
    role = forms.ChoiceField(label=gettext_lazy("Their part"), choices=ROLES, required=False)
    cue = forms.CharField(
        label=gettext_lazy("In what words"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("said, according to"),
    )

    def __init__(self, *args: Any, version: Version, **options: Any) -> None:
        self.version = version
        self.other_text: spans.OtherText | None = None
        super().__init__(*args, auto_id="span-%s", **options)

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        start, end, words = cleaned["start"], cleaned["end"], cleaned["words"]
        if start is None and end is None and words.strip():
            start = self.version.text.find(words.strip())
            end = start + len(words.strip())
            if start < 0:
                raise forms.ValidationError(
                    _("These words do not stand in the text. Copy them as they are there.")
                )
        if start is None or end is None:
            raise forms.ValidationError(_("Give the words, or where they start and end."))
        try:
            start, end = spans.find_span(self.version, start, end, words=words)
        except BadSpan as why:
            raise forms.ValidationError(str(why)) from why
        except spans.OtherText as why:
            self.other_text = why
        return cleaned | {"start": start, "end": end}

    @property
    def asks_who(self) -> bool:
        """Whether nobody was named yet for words that say who said it."""
        return self.cleaned_data["make"] == "attribution" and not self.cleaned_data["name"].strip()


class DismissClaimForm(SeenForm):
    """Why these words claim nothing."""

    prefix_of_ids = "dismiss-claim"
    reason = forms.CharField(
        label=gettext_lazy("Why it claims nothing"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={"required": gettext_lazy("Say why these words claim nothing.")},
    )

"""What editors send of articles."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError

from articles.models import Article
from articles.services import clean_text
from sources.models import Source

MOST_NAMES = 500  # in the list that a publisher field offers
NO_TEXT = "Paste the text of the article here: there is nothing to read yet."
NO_WORDS = "There are no words to read in this text: it has no letters."
TOO_LONG = (
    "This text is {length:,} characters long; the limit is {limit:,}. Split it and add the parts one by one."
)


class TextField(forms.CharField):
    """A text as it is stored: control characters are cleaned away before anything is asked of it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


class DetailsForm(forms.Form):
    """What is known of an article besides its text."""

    title = forms.CharField(max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    publisher = forms.CharField(
        required=False,
        max_length=200,
        label="Published by",
        widget=forms.TextInput(attrs={"dir": "auto", "list": "publishers"}),
    )
    published_on = forms.DateField(
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="“Last month” in the text is understood from this day.",
    )
    address = forms.URLField(
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text="Where it was published. It is not fetched.",
    )
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def known_publishers(self) -> list[str]:
        """What the field offers while somebody types."""
        return list(
            Source.objects.standing().filter(kind="media").values_list("name", flat=True)[:MOST_NAMES]
        )

    @classmethod
    def of(cls, article: Article) -> "DetailsForm":
        """The details as they stand."""
        return cls(
            initial={
                "title": article.title,
                "publisher": article.publisher or "",
                "published_on": article.published_on,
                "address": article.address,
                "seen": article.digest(),
            }
        )

    def with_seen(self, seen: str) -> "DetailsForm":
        """The same form with everything typed, carrying a newer digest: what to show after Stale."""
        data = self.data.copy()
        data["seen"] = seen
        return type(self)(data)


class ArticleForm(DetailsForm):
    """A text to be read, and what is known of it."""

    seen = None  # type: ignore[assignment]  # there is nothing yet that could have moved on
    text = TextField(
        strip=False,
        required=False,
        label="Text of the article",
        widget=forms.Textarea(attrs={"class": "is-article", "dir": "auto", "required": True}),
        help_text="Headline, captions, body and readers’ comments, as they stand on the page.",
    )
    field_order = ("text", "title", "publisher", "published_on", "address")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = "Left empty, the first line of the text is taken."

    def clean_text(self) -> str:
        text = self.cleaned_data["text"]
        limit = settings.MAX_ARTICLE_CHARACTERS
        if not text.strip():
            raise ValidationError(NO_TEXT)
        if len(text) > limit:
            raise ValidationError(TOO_LONG.format(length=len(text), limit=limit))
        if not any(character.isalpha() for character in text):
            raise ValidationError(NO_WORDS)
        return text

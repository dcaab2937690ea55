"""What editors send of articles."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.http import QueryDict
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from articles.differences import STRANGE, likeness
from articles.guard import Forbidden, split_address
from articles.models import Article, Feed, Intake, Version
from articles.services import clean_text
from sources.models import Source

MOST_NAMES = 500  # in the list that a publisher field offers
NO_TEXT = _("Paste the text of the article here: there is nothing to read yet.")
NO_WORDS = _("There are no words to read in this text: it has no letters.")
TOO_LONG = _(
    "This text is {length:,} characters long; the limit is {limit:,}. Split it and add the parts one by one."
)


class TextField(forms.CharField):
    """A text as it is stored: control characters are cleaned away before anything is asked of it."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        return clean_text(super().to_python(value) or "")


STRANGER = _(
    "Little of it is in the version before. If it is the same article, tick the box; else add it as another."
)
MOST_ADDRESSES = 100
LEAST_MINUTES, MOST_MINUTES = 5, 7 * 24 * 60
ODD_MINUTES = format_lazy(
    _("From {least} minutes to a week ({most} minutes)."), least=LEAST_MINUTES, most=MOST_MINUTES
)
MOST_FILES = 50
READ = ".txt,.html,.htm,.mhtml,.pdf,.docx,.eml,.zip"
TOO_MANY_FILES = format_lazy(_("At most {most} files at once; put more into a .zip."), most=MOST_FILES)
TOO_MUCH = _(
    "Nothing was added: these files are {size:,} megabytes together, and at most {limit:,} come in at once. "
    "Add them in parts."
)
TOO_MANY = format_lazy(_("At most {most} addresses at once."), most=MOST_ADDRESSES)
BAD_LINE = _("Line {number}, “{line}”: {why}")


class AddressesForm(forms.Form):
    """Addresses to fetch, one a line."""

    addresses = forms.CharField(
        max_length=200_000,
        label=_("Addresses"),
        widget=forms.Textarea(
            attrs={"rows": 2, "inputmode": "url", "placeholder": "https://…", "dir": "ltr"}
        ),
        help_text=_(
            "One or several, one a line. A worker fetches each, finds the article and its comments, "
            "and keeps a copy as evidence."
        ),
        error_messages={"required": _("Paste the address of an article here.")},
    )

    def clean_addresses(self) -> list[str]:
        """The addresses, whole and each once. Who leaves out https:// means it."""
        lines = [line.strip() for line in self.cleaned_data["addresses"].splitlines()]
        whole = {n: _whole(line) for n, line in enumerate(lines, 1) if line}
        if len(whole) > MOST_ADDRESSES:
            raise ValidationError(TOO_MANY)
        wrong = [error for number, line in whole.items() if (error := _wrong_with(number, line))]
        if wrong:
            raise ValidationError(wrong)
        return list(dict.fromkeys(whole.values()))


def _whole(line: str) -> str:
    return line if "://" in line or ":" in line.partition("/")[0].partition(".")[0] else f"https://{line}"


def _wrong_with(number: int, line: str) -> str:
    try:
        split_address(line)
    except Forbidden as why:
        return BAD_LINE.format(number=number, line=line[:60], why=why)
    return ""


class ManyFilesField(forms.FileField):
    """Several files of one field. What is wrong with one of them is said on the list, and stops no other."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        files = [file for file in data or [] if file]
        if not files:
            raise ValidationError(self.error_messages["required"])
        if len(files) > MOST_FILES:
            raise ValidationError(TOO_MANY_FILES)
        return files


class ManyFilesInput(forms.FileInput):
    """A file field of a browser that takes several."""

    allow_multiple_selected = True

    def value_from_datadict(self, data: Any, files: Any, name: str) -> list[UploadedFile]:
        return files.getlist(name) if hasattr(files, "getlist") else []


class FilesForm(forms.Form):
    """Files to take in."""

    file = ManyFilesField(
        label=_("Files"),
        widget=ManyFilesInput(attrs={"multiple": True, "accept": READ, "class": "is-files"}),
        help_text=_(
            "Text, HTML, PDF, Word (.docx) and mail (.eml), one or several, or all in a .zip. "
            "Drop them here or choose them. Scanned PDFs have no text and are refused."
        ),
        error_messages={"required": _("Choose a file, or drop one here.")},
    )

    def __init__(self, *args: Any, length: int = 0, **options: Any) -> None:
        """`length` is that of the whole request: of one that is too long no file comes through."""
        super().__init__(*args, **options)
        limit = self.most = settings.UPLOAD_MOST_BYTES
        if length > limit:
            said = TOO_MUCH.format(size=-(-length // 2**20), limit=limit // 2**20)
            self.fields["file"].error_messages["required"] = said


class DetailsForm(forms.Form):
    """What is known of an article besides its text."""

    title = forms.CharField(label=_("Title"), max_length=300, widget=forms.TextInput(attrs={"dir": "auto"}))
    publisher = forms.CharField(
        required=False,
        max_length=200,
        label=_("Published by"),
        widget=forms.TextInput(attrs={"dir": "auto", "list": "publishers"}),
    )
    published_on = forms.DateField(
        label=_("Published on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=_("“Last month” in the text is understood from this day."),
    )
    address = forms.URLField(
        label=_("Address"),
        required=False,
        max_length=2000,
        assume_scheme="https",
        help_text=_("Where it was published. It is not fetched from here."),
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
        label=_("Text of the article"),
        widget=forms.Textarea(attrs={"class": "is-article", "dir": "auto", "required": True}),
        help_text=_("Headline, captions, body and readers’ comments, as they stand on the page."),
    )
    intake = forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)
    field_order = ("text", "title", "publisher", "published_on", "address")

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["title"].required = False
        self.fields["title"].help_text = _("Left empty, the first line of the text is taken.")

    @classmethod
    def instead_of(cls, intake: Intake) -> "ArticleForm":
        """The form with what is known of something that could not be taken in."""
        known = {name: intake.known.get(name, "") for name in ("title", "publisher", "published_on")}
        return cls(initial=known | {"intake": intake.pk, "address": _address_of(intake)})

    def clean_text(self) -> str:
        return readable(self.cleaned_data["text"])


class NewerForm(forms.Form):
    """The text of an article as it reads now."""

    text = TextField(
        strip=False,
        required=False,
        label=_("The text as it reads now"),
        widget=forms.Textarea(attrs={"class": "is-article", "dir": "auto", "required": True}),
        help_text=_("Paste the whole text over the older one, or change what changed."),
    )
    seen = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
    is_same_article = forms.BooleanField(required=False, label=_("It is the same article all the same"))

    def __init__(self, *args: Any, newest: Version, **options: Any) -> None:
        super().__init__(*args, **options)
        self.newest, self.is_strange = newest, False

    @classmethod
    def of(cls, newest: Version) -> "NewerForm":
        """The form with the text as it stands."""
        return cls(initial={"text": newest.text, "seen": newest.number}, newest=newest)

    def with_seen(self, number: int) -> "NewerForm":
        """The same form with everything typed, on top of a newer version: what to show after Stale."""
        data = self.data.copy()
        data["seen"] = number
        return type(self)(data, newest=self.newest)

    def clean_text(self) -> str:
        return readable(self.cleaned_data["text"])

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        text = said.get("text")
        if text and not said.get("is_same_article") and likeness(self.newest.text, text) < STRANGE:
            self.is_strange = True
            raise ValidationError(STRANGER)
        return said


def readable(text: str) -> str:
    """The text, if a worker can read it. Raises ValidationError."""
    limit = settings.MAX_ARTICLE_CHARACTERS
    if not text.strip():
        raise ValidationError(NO_TEXT)
    if len(text) > limit:
        raise ValidationError(TOO_LONG.format(length=len(text), limit=limit))
    if not any(character.isalpha() for character in text):
        raise ValidationError(NO_WORDS)
    return text


def _address_of(intake: Intake) -> str:
    return intake.what if intake.what.startswith(("http://", "https://")) else ""


class FeedForm(forms.ModelForm):
    """A feed, in Django admin."""

    address = forms.URLField(
        max_length=2000, assume_scheme="https", widget=forms.URLInput(attrs={"size": 80})
    )

    class Meta:
        model = Feed
        fields = ("name", "address", "publisher", "is_active", "minutes", "words_in", "words_out", "sections")
        widgets = {
            name: forms.Textarea(attrs={"rows": 3, "cols": 60})
            for name in ("words_in", "words_out", "sections")
        }

    def clean_address(self) -> str:
        address = self.cleaned_data["address"]
        try:
            split_address(address)
        except Forbidden as why:
            raise ValidationError(str(why)) from None
        return address

    def clean_minutes(self) -> int:
        minutes = self.cleaned_data["minutes"]
        if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
            raise ValidationError(ODD_MINUTES)
        return minutes


def doors_in(**sent: forms.Form) -> dict[str, forms.Form]:
    """The forms of the page where articles are added: those that were sent, and the others empty."""
    return {"form": ArticleForm(), "addresses": AddressesForm(), "files": FilesForm()} | sent


def sent_by_browser(said: QueryDict) -> dict[str, Any]:
    """The same page with what a bookmarklet says of the page it stands on; nothing is fetched before the
    editor says so. Empty where it says nothing.
    """
    address, title = (clean_text(said.get(name, "")).strip() for name in ("address", "title"))
    if not address:
        return {}
    address, title = address[:2000], " ".join(title.split())[:300]
    known = {"address": address, "title": title}
    shown = doors_in(form=ArticleForm(initial=known), addresses=AddressesForm(initial={"addresses": address}))
    return shown | {"sent": title or address}

"""What editors send: corrections of figures, verdicts, resolutions, and answers to them."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.extraction import records
from claims.models import Figure
from verdicts.evidence import EvidenceForms
from verdicts.fields import NumberField
from verdicts.models import Rating, Resolution, Review, Verdict

READY_REASONS = {  # stored as they are here, shown in the reader's language
    "Not a figure": gettext_lazy("Not a figure"),
    "Duplicate": gettext_lazy("Duplicate"),
    "Misread": gettext_lazy("Misread"),
}
RELATIONS = {
    "=": gettext_lazy("exactly"), "~": gettext_lazy("about"), ">": gettext_lazy("more than"),
    ">=": gettext_lazy("at least"), "<": gettext_lazy("less than"), "<=": gettext_lazy("at most"),
    "range": gettext_lazy("from … to"),
}  # fmt: skip


def area(rows: int) -> forms.Textarea:
    return forms.Textarea(attrs={"rows": rows})


class SeenForm(forms.Form):
    """A form that knows what its editor was looking at."""

    prefix_of_ids = ""
    seen = forms.CharField(max_length=40, widget=forms.HiddenInput)

    def __init__(self, *args: Any, **options: Any) -> None:
        options.setdefault("auto_id", f"{self.prefix_of_ids}-%s" if self.prefix_of_ids else "id_%s")
        super().__init__(*args, **options)

    def is_valid(self) -> bool:
        """As ever; the first field that is refused takes the focus when the form is shown again."""
        is_right = super().is_valid()
        refused = next((name for name in self.fields if name in self.errors), None)
        if refused:
            self.fields[refused].widget.attrs["autofocus"] = True
        return is_right

    def with_seen(self, seen: str) -> "SeenForm":
        """The same form with everything typed, carrying a newer digest: what to show after Stale."""
        data = self.data.copy()
        data["seen"] = seen
        return type(self)(data, **self.again())

    def again(self) -> dict[str, Any]:
        """What else its maker needs."""
        return {}


class ReviewForm(SeenForm):
    """What all four outcomes share."""

    prefix_of_ids = "review"
    outcome = forms.ChoiceField(choices=Review.Outcome.choices, widget=forms.HiddenInput)

    def decision(self) -> dict[str, Any]:
        """The keywords of `review_figure`."""
        return {"outcome": self.cleaned_data["outcome"], "seen": self.cleaned_data["seen"]}

    def repeats(self, review: Review) -> bool:
        """Whether this is what was decided just now: a second press of the same button."""
        said = {"correction": None, "reason": ""} | self.decision()
        return all(said[name] == getattr(review, name) for name in ("outcome", "correction", "reason"))


class DismissForm(ReviewForm):
    """No figure at all, because."""

    prefix_of_ids = "dismiss"
    ready = forms.ChoiceField(
        label=gettext_lazy("Reason"),
        required=False,
        choices=[("", gettext_lazy("other (write it below)")), *READY_REASONS.items()],
    )
    reason = forms.CharField(
        label=gettext_lazy("In your words"), required=False, max_length=2000, widget=area(2)
    )

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        parts = (cleaned.get("ready"), cleaned.get("reason", "").strip())
        if not any(parts):
            self.add_error("reason", _("Say why this is no figure: choose a reason or write one."))
        return cleaned | {"reason": ": ".join(part for part in parts if part)}

    def decision(self) -> dict[str, Any]:
        return super().decision() | {"reason": self.cleaned_data["reason"]}


class CorrectForm(ReviewForm):
    """The fields of a figure as a person reads them, beside the machine's reading."""

    prefix_of_ids = "correct"
    WORDS = ("unit", "measure", "event", "population", "place", "when")
    relation = forms.ChoiceField(label=gettext_lazy("Relation"), choices=list(RELATIONS.items()))
    value = NumberField(label=gettext_lazy("Number"))
    low = NumberField(label=gettext_lazy("From"))
    high = NumberField(label=gettext_lazy("To"))
    dimension = forms.ChoiceField(
        label=gettext_lazy("Dimension"), choices=[(d.value, d.value) for d in records.Dimension]
    )
    unit = forms.CharField(
        label=gettext_lazy("Unit"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("Singular: soldier, percent, USD."),
    )
    measure = forms.CharField(label=gettext_lazy("What is measured"), required=False, max_length=500)
    event = forms.CharField(
        label=gettext_lazy("Event"),
        required=False,
        max_length=200,
        help_text=gettext_lazy("A verb: kill, send, cost."),
    )
    population = forms.CharField(label=gettext_lazy("Who or what is counted"), required=False, max_length=300)
    place = forms.CharField(label=gettext_lazy("Place"), required=False, max_length=200)
    when = forms.CharField(label=gettext_lazy("When"), required=False, max_length=100)
    reason = forms.CharField(label=gettext_lazy("Why"), required=False, max_length=2000, widget=area(2))

    def __init__(self, *args: Any, figure: Figure, **options: Any) -> None:
        self.figure = figure
        self.machine = records.Figure.from_json(figure.record)
        super().__init__(*args, **options)

    def again(self) -> dict[str, Any]:
        return {"figure": self.figure}

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        if self.errors:
            return cleaned
        self._need_numbers(cleaned)
        if self.errors:
            return cleaned
        cleaned |= _numbers_of(cleaned)
        cleaned["correction"] = self._differences(cleaned)
        if not cleaned["correction"]:
            raise ValidationError(_("This is what the machine read. Press Accept if it is right."))
        return cleaned

    def _need_numbers(self, cleaned: Mapping[str, Any]) -> None:
        relation, low, high = cleaned["relation"], cleaned["low"], cleaned["high"]
        if relation != "range" and cleaned["value"] is None:
            self.add_error(
                "value", _("“%(relations)s” needs its number.") % {"relations": RELATIONS[relation]}
            )
        if relation == "range" and (low is None or high is None):
            self.add_error("low" if low is None else "high", _("A range needs both its ends."))
        elif relation == "range" and low > high:
            self.add_error("high", _("The upper end is below the lower one."))

    def _differences(self, cleaned: Mapping[str, Any]) -> dict[str, Any]:
        names = ("relation", "value", "low", "high", "dimension", *self.WORDS)
        wanted = {name: cleaned[name] for name in names}
        wanted |= {
            name: cleaned[name].strip() or None for name in self.WORDS if name not in ("unit", "measure")
        }
        return {name: value for name, value in wanted.items() if value != getattr(self.machine, name)}

    def decision(self) -> dict[str, Any]:
        chosen = {name: self.cleaned_data[name] for name in ("correction", "reason")}
        return super().decision() | chosen

    @classmethod
    def initial_of(cls, figure: Figure) -> dict[str, Any]:
        """The fields as they stand now."""
        read = figure.as_read()
        fields = {name: getattr(read, name) for name in cls.base_fields if hasattr(read, name)}
        if read.relation is records.Relation.RANGE:
            return fields
        known = [end for end in (read.value, read.low, read.high) if end is not None]
        return fields | {"value": known[0] if known else None, "low": None, "high": None}


def _numbers_of(cleaned: Mapping[str, Any]) -> dict[str, float | None]:
    """Value, low and high as the relation has them; what it has no use for is dropped."""
    relation, value = cleaned["relation"], cleaned["value"]
    if relation == "range":
        return {"value": None, "low": cleaned["low"], "high": cleaned["high"]}
    return {
        "value": value,
        "low": value if relation in ("=", ">", ">=") else None,
        "high": value if relation in ("=", "<", "<=") else None,
    }


class DecisionForm(SeenForm):
    """What a verdict and a resolution share: a reason, and evidence."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=20_000, widget=area(4))

    def __init__(self, *args: Any, evidence: list[dict[str, str]] | None = None, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["reason"].error_messages["required"] = (
            "Give the reason: the next editor and the reader ask for it."
        )
        self.evidence = EvidenceForms(
            self.data if self.is_bound else None, initial=evidence, prefix="evidence"
        )
        self.order_fields([name for name in self.fields if name != "reason"] + ["reason"])

    @classmethod
    def unsaved(cls, data: QueryDict) -> "DecisionForm":
        """What was typed so far, unchecked, with more rows for evidence."""
        return cls(initial=data.dict(), evidence=EvidenceForms.typed(data))

    def is_valid(self) -> bool:
        return all([super().is_valid(), self.evidence.is_valid()])  # both, so that all faults show at once

    def decision(self) -> dict[str, Any]:
        """The keywords of the service."""
        return dict(self.cleaned_data) | {"evidence": self.evidence.pieces()}


class VerdictForm(DecisionForm):
    """A rating with its summary."""

    prefix_of_ids = "verdict"
    rating = forms.ModelChoiceField(
        Rating.objects.none(), label=gettext_lazy("Rating"), empty_label=gettext_lazy("Choose a rating")
    )
    summary = forms.CharField(label=gettext_lazy("In one sentence, for readers"), max_length=300)

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self.fields["rating"].queryset = Rating.objects.filter(is_in_use=True)

    def repeats(self, verdict: Verdict | None) -> bool:
        """Whether this is what was given just now: a second press of the same button."""
        return verdict is not None and all(
            self.cleaned_data[name] == getattr(verdict, name) for name in ("rating", "summary", "reason")
        )


class ResolutionForm(DecisionForm):
    """A method, three numbers and the newsroom's wording."""

    prefix_of_ids = "resolution"
    method = forms.ChoiceField(
        label=gettext_lazy("Method"), choices=Resolution.Method.choices, widget=forms.RadioSelect
    )
    low = NumberField(label=gettext_lazy("Lowest"))
    best = NumberField(label=gettext_lazy("Best"))
    high = NumberField(label=gettext_lazy("Highest"))
    wording = forms.CharField(label=gettext_lazy("How we say it"), max_length=1000, widget=area(3))

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean() or self.cleaned_data
        given = [(name, cleaned[name]) for name in ("low", "best", "high") if cleaned.get(name) is not None]
        for (_name, smaller), (name, greater) in pairwise(given):
            if smaller > greater:
                self.add_error(name, _("Lowest, best and highest are not in order."))
        return cleaned

    def repeats(self, resolution: Resolution | None) -> bool:
        """Whether this is what was given just now: a second press of the same button."""
        names = ("method", "low", "best", "high", "wording", "reason")
        return resolution is not None and all(self.cleaned_data[n] == getattr(resolution, n) for n in names)


class ReturnForm(forms.Form):
    """Why a proposed decision goes back to its author."""

    because = forms.CharField(
        label=gettext_lazy("What should change"),
        max_length=5000,
        widget=area(2),
        error_messages={
            "required": gettext_lazy("Say what should change, so that the author can take it up again.")
        },
    )


class OverrideForm(forms.Form):
    """Why a decision is to stand without the approvals that it needs."""

    because = forms.CharField(
        label=gettext_lazy("Why it can't wait"),
        max_length=5000,
        widget=area(2),
        error_messages={
            "required": gettext_lazy("Say why: the reason stays with the decision, for everybody to read.")
        },
    )


class QuestionForm(forms.Form):
    """The question of a dispute in an editor's words."""

    question = forms.CharField(
        label=gettext_lazy("The question"), max_length=300,
        error_messages={"required": gettext_lazy("A dispute needs its question.")},
    )  # fmt: skip

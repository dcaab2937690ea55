"""What editors send about a comparison: how two figures stand to each other, or that the machine is right."""

from typing import Any

from django import forms
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from claims.models import Figure, Ruling
from verdicts.forms import SeenForm, area
from verdicts.models import Overruling

Relation = Ruling.Relation


class OverruleForm(SeenForm):
    """How two figures stand to each other, whatever the machine finds, and why."""

    prefix_of_ids = "overrule"
    relation = forms.ChoiceField(
        widget=forms.RadioSelect, error_messages={"required": _("Choose how the two stand to each other.")}
    )
    reason = forms.CharField(
        label=_("Why"), max_length=5000, widget=area(3),
        error_messages={"required": _("Give the reason: it stands on the board beside your name.")},
    )  # fmt: skip

    def __init__(self, *args: Any, pair: tuple[Figure, Figure], **options: Any) -> None:
        self.pair = pair
        super().__init__(*args, **options)
        one, other = (f"“{' '.join(figure.text.split())[:60]}”" for figure in pair)
        first = gettext("the first, %(figure)s,") % {"figure": one}
        second = gettext("the second, %(figure)s,") % {"figure": other}
        part = gettext("%(one)s is part of %(other)s")
        said = {
            Relation.PART: part % {"one": first[0].upper() + first[1:], "other": second[:-1]},
            Relation.WHOLE: part % {"one": second[0].upper() + second[1:], "other": first[:-1]},
        }
        self.fields["relation"].choices = [
            (r.value, said.get(r, gettext("They %(relation)s") % {"relation": r.label})) for r in Relation
        ]

    def again(self) -> dict[str, Any]:
        return {"pair": self.pair}

    def repeats(self, newest: Overruling | None) -> bool:
        """Whether this is what was said just now: a second press of the same button."""
        names = ("relation", "reason")
        return newest is not None and all(self.cleaned_data[n] == getattr(newest, n) for n in names)


class WithdrawForm(SeenForm):
    """Why the machine's comparison holds again."""

    prefix_of_ids = "withdraw"
    reason = forms.CharField(
        label=_("Why"), max_length=5000, widget=area(2),
        error_messages={"required": _("Say why the machine is right after all.")},
    )  # fmt: skip

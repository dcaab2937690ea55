"""What admins send about measures."""

import re

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims.measuring import CannotMeasure, refuse_circle, refuse_clash, tidy
from claims.models import Measure

LONGEST, MOST = 80, 200


class WordsField(forms.CharField):
    """Words and phrases, one a line."""

    def prepare_value(self, value: object) -> object:
        return "\n".join(value) if isinstance(value, list) else value

    def clean(self, value: object) -> list[str]:
        words = tidy(re.split(r"[\n,;]", super().clean(value)))
        if not words:
            raise forms.ValidationError(_("Give one word at least that it is known by."), code="required")
        too_long = next((word for word in words if len(word) > LONGEST), None)
        if too_long:
            raise forms.ValidationError(
                _("“%(too_long)s…” is longer than %(longest)s characters.")
                % {"too_long": too_long[:40], "longest": LONGEST}
            )
        if len(words) > MOST:
            raise forms.ValidationError(
                _("%(count)s words are too many: %(most)s at most.") % {"count": len(words), "most": MOST}
            )
        return words


class MeasureForm(forms.ModelForm):
    """A measure, refused where a word is another's or where it would be part of itself."""

    words = WordsField(
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text=gettext_lazy(
            "One a line, the plain forms: kill, death, shot dead. Each word stands for one measure."
        ),
    )

    class Meta:
        model = Measure
        fields = ("name", "definition", "words", "wider")
        labels = {"wider": gettext_lazy("Part of")}
        widgets = {"definition": forms.Textarea(attrs={"rows": 3, "cols": 80})}

    def clean(self) -> dict[str, object]:
        cleaned = super().clean() or self.cleaned_data
        made = Measure(pk=self.instance.pk, name=cleaned.get("name", ""), words=cleaned.get("words", []))
        try:
            refuse_clash(made)
            refuse_circle(made, list(cleaned.get("wider", ())))
        except CannotMeasure as why:
            self.add_error(why.field, str(why))
        return cleaned

"""What a person sets for themselves."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from people import keys
from people.models import Profile
from people.zones import zone_choices


class ProfileForm(forms.ModelForm):
    """The settings that are words to choose from. Keys have a page of their own."""

    time_zone = forms.ChoiceField(label=_("Time zone"), required=False)
    language = forms.ChoiceField(label=_("Language"), required=False)

    class Meta:
        model = Profile
        fields = ["language", "time_zone", "theme", "mail"]
        labels = {"theme": _("Colours"), "mail": _("Mail to me")}

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        ours = _("as the workbench has it (%(zone)s)") % {"zone": settings.TIME_ZONE}
        self.fields["time_zone"].choices = [("", ours), *zone_choices()]
        self.fields["language"].choices = [("", _("as my browser asks")), *settings.LANGUAGES]


class ThemeForm(forms.Form):
    """The colours alone, from the menu that is on every page."""

    theme = forms.ChoiceField(choices=Profile.Theme.choices)


class KeysForm(forms.Form):
    """One field for each act whose key may be another."""

    def __init__(self, data: Any = None, *, key_map: object = None) -> None:
        super().__init__(data)
        has = keys.keys_of(key_map)
        for key in keys.changeable():
            self.fields[key.act] = forms.CharField(
                label=key.words,
                initial=has[key.act],
                max_length=3,
                required=False,
                widget=forms.TextInput(
                    attrs={"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
                ),
            )

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The fields under the heading of where their keys count."""
        return [
            (str(heading), [self[key.act] for key in keys.changeable() if key.scope == scope])
            for scope, heading in keys.SCOPES.items()
            if any(key.scope == scope for key in keys.changeable())
        ]

    def clean(self) -> dict[str, str]:
        usual = {key.act: key.usual for key in keys.KEYS}
        wanted = usual | {act: typed for act, typed in self.cleaned_data.items() if typed}
        for act, typed in wanted.items():
            why = keys.why_refused(typed) if typed != usual[act] else ""
            if why:
                self.add_error(act, why)
        for first, second in keys.clashes(wanted):
            field = second.act if second.act in self.fields else first.act
            other = first if field == second.act else second
            why = _("%(key)s already does this: %(words)s.") % {"key": wanted[field], "words": other.words}
            self.add_error(field, why)
        return self.cleaned_data

    def changed_keys(self) -> dict[str, str]:
        """What differs from the usual keys: what is stored."""
        usual = {key.act: key.usual for key in keys.KEYS}
        return {act: typed for act, typed in self.cleaned_data.items() if typed and typed != usual[act]}

"""Where somebody is signed in, in templates: `{% load devices %}`."""

from django import template
from django.utils.translation import gettext as _

from people.devices import browser_and_system

register = template.Library()


@register.filter
def device(agent: str) -> str:
    """`Firefox on Windows`; what little is known of a browser that is not known."""
    browser, system = browser_and_system(agent or "")
    if browser and system:
        return _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("A browser that does not say which")

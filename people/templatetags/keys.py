"""The list of keys, as a page carries it."""

from typing import Any

from django import template

from people import keys

register = template.Library()


@register.simple_tag(takes_context=True)
def my_keys(context: dict[str, Any]) -> list[dict[str, object]]:
    """Each act with the key that this person has for it."""
    profile = getattr(context.get("request"), "profile", None)
    has = keys.keys_of(profile.key_map if profile else {})
    return [
        {"key": key, "now": has[key.act], "shown": keys.shown(has[key.act]), "words": words, "needs": needs}
        for key in keys.KEYS
        for needs, words in key.meanings
    ]

"""Words that code gives a page by name, shown by {% translate name %}: so the catalogue has them."""

from django.utils.translation import gettext_noop

STATUSES = (gettext_noop("agree"), gettext_noop("conflict"))
WORTH = (gettext_noop("check first"), gettext_noop("worth checking"), gettext_noop("little to check"))
SECTIONS = (
    gettext_noop("headline"), gettext_noop("caption"), gettext_noop("body"), gettext_noop("comment"),
    gettext_noop("boilerplate"),
)  # fmt: skip
INTAKE = (gettext_noop("all"), gettext_noop("working"), gettext_noop("done"), gettext_noop("dismissed"))
FILTERS = (
    gettext_noop("Topic"), gettext_noop("Place"), gettext_noop("Source"), gettext_noop("Whose"),
    gettext_noop("Show"),
)  # fmt: skip

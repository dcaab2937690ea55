"""What figures are compared by: the newsroom's measures, and what people rule of two figures."""

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from claims.extraction import records


class Measure(models.Model):
    """A way of counting that the newsroom has defined: "killed", "casualties". Admins edit it.

    Figures known by their words as two measures are not comparable, and the board says what each counts.
    """

    name = models.CharField(max_length=80, unique=True)
    definition = models.TextField(help_text="What it counts and what not, in a sentence or two for editors.")
    words = ArrayField(
        models.CharField(max_length=80),
        help_text="The words and phrases it is known by in a text, the plain forms: kill, death, shot dead.",
    )
    wider = models.ManyToManyField(
        "self", symmetrical=False, related_name="narrower", blank=True,
        help_text="The measures that count this and more: killed is part of casualties.",
    )  # fmt: skip

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="measure_has_a_definition", condition=~Q(definition="")),
            models.CheckConstraint(name="measure_has_words", condition=~Q(words=[])),
        ]

    def __str__(self) -> str:
        return self.name


class Ruling(models.Model):
    """How two figures stand to each other because a person says so, in place of what the machine finds.

    Who said it before, when and why is `verdicts.Overruling`; what holds now is here, as with a Refusal.
    """

    class Relation(models.TextChoices):
        SAME = "same", _("say the same")
        COMPATIBLE = "compatible", _("can both be right")
        CONFLICTING = "conflicting", _("are in conflict")
        PART = "part", _("the first is part of the second")
        WHOLE = "whole", _("the second is part of the first")
        MEASURE = "measure", _("measure different things")
        POPULATION = "population", _("count different people or things")
        PERIOD = "period", _("are for different periods")
        PLACE = "place", _("are for different places")
        UNIT = "unit", _("are in units that can't be compared")

    one = models.ForeignKey("claims.Figure", models.PROTECT, related_name="+")
    other = models.ForeignKey("claims.Figure", models.PROTECT, related_name="+")
    relation = models.CharField(max_length=11, choices=Relation.choices)
    reason = models.TextField()
    given_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="ruling_once", fields=["one", "other"]),
            models.CheckConstraint(name="ruling_in_order", condition=Q(one__lt=F("other"))),
            models.CheckConstraint(name="ruling_gives_its_reason", condition=~Q(reason="")),
        ]

    def __str__(self) -> str:
        return f"{self.one} and {self.other} {self.get_relation_display()}"

    @property
    def outcome(self) -> records.Outcome:
        return OUTCOMES.get(self.Relation(self.relation), records.Outcome.NOT_COMPARABLE)

    @property
    def because(self) -> records.Because | None:
        is_apart = self.outcome is records.Outcome.NOT_COMPARABLE
        return records.Because(self.relation) if is_apart else None


OUTCOMES = {
    Ruling.Relation.SAME: records.Outcome.SAME,
    Ruling.Relation.COMPATIBLE: records.Outcome.COMPATIBLE,
    Ruling.Relation.CONFLICTING: records.Outcome.CONFLICTING,
    Ruling.Relation.PART: records.Outcome.PART_OF,
    Ruling.Relation.WHOLE: records.Outcome.PART_OF,
}

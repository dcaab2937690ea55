"""What persons decide of the grouping, what the machine suggests, and an index by key that stops at the newest."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.db import migrations, models

FILL = """
    INSERT INTO claims_figurekey (key, figure_id)
    SELECT DISTINCT hashtextextended(k, 0), claims_figure.id FROM claims_figure, unnest(keys) k
"""


class Migration(migrations.Migration):
    dependencies = [("claims", "0001_initial")]

    operations = [
        migrations.CreateModel(
            name="FigureKey",
            fields=[
                (
                    "pk",
                    models.CompositePrimaryKey(
                        "key", "figure_id", blank=True, editable=False, primary_key=True, serialize=False
                    ),
                ),
                ("key", models.BigIntegerField()),
                (
                    "figure",
                    models.ForeignKey(
                        db_constraint=False,
                        db_index=False,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="claims.figure",
                    ),
                ),
            ],
        ),
        migrations.RunSQL(FILL, migrations.RunSQL.noop),
        migrations.RemoveIndex(model_name="figure", name="figure_keys"),
        pgtrigger.migrations.AddTrigger(
            model_name="figure",
            trigger=pgtrigger.compiler.Trigger(
                name="figure_keys_are_indexed",
                sql=pgtrigger.compiler.UpsertTriggerSql(
                    func="\n    IF TG_OP = 'UPDATE' THEN\n        DELETE FROM claims_figurekey WHERE figure_id = NEW.id AND key IN (\n            SELECT hashtextextended(k, 0) FROM unnest(OLD.keys) k WHERE k <> ALL (NEW.keys)\n        );\n    END IF;\n    INSERT INTO claims_figurekey (key, figure_id)\n        SELECT DISTINCT hashtextextended(k, 0), NEW.id FROM unnest(NEW.keys) k\n        ON CONFLICT DO NOTHING;\n    RETURN NULL;\n",
                    hash="f6b394380accc0d8776f5d63aea5d5b0629aa6cd",
                    operation='INSERT OR UPDATE OF "keys"',
                    pgid="pgtrigger_figure_keys_are_indexed_ace8a",
                    table="claims_figure",
                    when="AFTER",
                ),
            ),
        ),
        migrations.AddField(
            model_name="dispute",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="merged",
                to="claims.dispute",
            ),
        ),
        migrations.AddConstraint(
            model_name="dispute",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("merged_into__isnull", True),
                    models.Q(("merged_into", models.F("id")), _negated=True),
                    _connector="OR",
                ),
                name="dispute_not_merged_into_itself",
            ),
        ),
        migrations.AddField(
            model_name="figure",
            name="is_placed",
            field=models.BooleanField(
                default=False, help_text="A person put it where it is; no reading moves it."
            ),
        ),
        migrations.CreateModel(
            name="Refusal",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="claims.figure",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="refusals",
                        to="claims.dispute",
                    ),
                ),
            ],
        ),
        migrations.AddConstraint(
            model_name="refusal",
            constraint=models.UniqueConstraint(fields=("figure", "dispute"), name="refusal_once"),
        ),
        migrations.CreateModel(
            name="Suggestion",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "figure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="claims.figure",
                    ),
                ),
                (
                    "dispute",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="suggestions",
                        to="claims.dispute",
                    ),
                ),
                ("score", models.FloatField(help_text="How sure the comparison is, 0 to 1.")),
                ("reason", models.TextField()),
                ("made_at", models.DateTimeField(auto_now_add=True)),
            ],
            options={"ordering": ["-score", "pk"]},
        ),
        migrations.AddConstraint(
            model_name="suggestion",
            constraint=models.UniqueConstraint(fields=("figure", "dispute"), name="suggestion_once"),
        ),
    ]

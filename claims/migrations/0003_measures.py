"""Measures with their definitions, those that the engine's lexicon tells apart to begin with; and rulings."""

import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

# name, definition, words, part of
MEASURES = [
    (
        "casualties", "The killed and the wounded together; with armies often the missing and captured too. Never the dead alone.",
        ["casualty", "casualties", "kill and wound", "killed and wounded", "killed or wounded", "killed and injured",
         "killed or injured", "killed and hurt", "killed or hurt", "dead and wounded", "dead or wounded",
         "dead and injured", "dead or injured", "deaths and injuries", "deaths and casualties"],
        [],
    ),
    (
        "killed", "The dead alone, whoever counted them. Not the wounded, the missing or the captured.",
        ["kill", "killed", "die", "died", "dead", "death", "deaths", "drown", "perish", "murder", "slay", "execute",
         "fatality", "corpse"],
        ["casualties"],
    ),
    (
        "wounded", "The hurt who lived, treated or not. Not the dead.",
        ["wound", "wounded", "injure", "injured", "injury", "hurt", "maim"],
        ["casualties"],
    ),
    (
        "arrested", "Everybody taken into custody, charged or not.",
        ["arrest", "arrested", "detain", "detained", "round up", "take into custody"],
        [],
    ),
    (
        "charged", "Those accused before a court of something named. Fewer than were arrested, as a rule.",
        ["charge", "charged", "indict", "indicted", "prosecute", "prosecuted"],
        ["arrested"],
    ),
    (
        "net profit", "What is left after all costs, interest and taxes.",
        ["net profit", "net income", "profit after tax"],
        [],
    ),
    (
        "operating profit", "What the business itself earned, before interest and taxes.",
        ["operating profit", "core profit", "underlying profit", "adjusted profit", "trading profit", "ebit", "ebitda"],
        [],
    ),
]  # fmt: skip


def seed(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    measure = apps.get_model("claims", "Measure")
    made = {
        name: measure.objects.create(name=name, definition=definition, words=sorted(words))
        for name, definition, words, _ in MEASURES
    }
    for name, _, _, wider in MEASURES:
        made[name].wider.set([made[other] for other in wider])


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_outlines'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Measure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('name', models.CharField(max_length=80, unique=True)),
                ('definition', models.TextField(help_text='What it counts and what not, in a sentence or two for editors.')),
                ('words', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), help_text='The words and phrases it is known by in a text, the plain forms: kill, death, shot dead.', size=None)),
                ('wider', models.ManyToManyField(blank=True, help_text='The measures that count this and more: killed is part of casualties.', related_name='narrower', to='claims.measure')),
            ],
            options={
                'ordering': ['name'],
                'constraints': [models.CheckConstraint(condition=models.Q(('definition', ''), _negated=True), name='measure_has_a_definition'), models.CheckConstraint(condition=models.Q(('words', []), _negated=True), name='measure_has_words')],
            },
        ),
        migrations.CreateModel(
            name='Ruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(choices=[('same', 'say the same'), ('compatible', 'can both be right'), ('conflicting', 'are in conflict'), ('part', 'the first is part of the second'), ('whole', 'the second is part of the first'), ('measure', 'measure different things'), ('population', 'count different people or things'), ('period', 'are for different periods'), ('place', 'are for different places'), ('unit', "are in units that can't be compared")], max_length=11)),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField()),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('one', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.figure')),
                ('other', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='claims.figure')),
            ],
            options={
                'constraints': [models.UniqueConstraint(fields=('one', 'other'), name='ruling_once'), models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='ruling_in_order'), models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='ruling_gives_its_reason')],
            },
        ),
        migrations.RunPython(seed, migrations.RunPython.noop),
    ]

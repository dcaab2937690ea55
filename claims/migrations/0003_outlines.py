"""What the list of disputes is read from, with the indexes that keep it quick."""

import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.indexes
import django.db.models.deletion
from django.contrib.postgres.operations import TrigramExtension
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0002_placing'),
    ]

    operations = [
        TrigramExtension(),
        migrations.CreateModel(
            name='Outline',
            fields=[
                ('dispute', models.OneToOneField(on_delete=django.db.models.deletion.CASCADE, primary_key=True, related_name='outline', serialize=False, to='claims.dispute')),
                ('is_listed', models.BooleanField(help_text='Two figures or more answer it, and it is not merged away.')),
                ('status', models.CharField(choices=[('agree', 'agree'), ('conflict', 'conflict'), ('definition', 'definition')], max_length=12)),
                ('figure_count', models.PositiveIntegerField()),
                ('article_count', models.PositiveIntegerField()),
                ('voice_count', models.PositiveIntegerField(help_text='Independent sources.')),
                ('newest_at', models.DateTimeField(help_text='When its newest figure came in.', null=True)),
                ('heat', models.FloatField(help_text='See claims.heat.')),
                ('topic', models.CharField(blank=True, help_text='What most of its figures are about.', max_length=200)),
                ('places', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=200), default=list, help_text='As read; most said first.', size=None)),
                ('sources', django.contrib.postgres.fields.ArrayField(base_field=models.BigIntegerField(), default=list, help_text='Who says its figures.', size=None)),
                ('words', models.TextField(help_text='What is searched: question, figures, measures, sources.')),
                ('span', django.contrib.postgres.fields.ranges.DecimalRangeField(help_text='From the lowest to the highest number said.', null=True)),
            ],
            options={
                'ordering': ['-heat', '-dispute_id'],
                'indexes': [models.Index(fields=['is_listed', '-heat', '-dispute'], name='outline_heat'), models.Index(fields=['is_listed', 'status', '-heat', '-dispute'], name='outline_status'), models.Index(fields=['is_listed', 'topic', '-heat', '-dispute'], name='outline_topic'), django.contrib.postgres.indexes.GinIndex(fields=['places'], name='outline_places'), django.contrib.postgres.indexes.GinIndex(fields=['sources'], name='outline_sources'), django.contrib.postgres.indexes.GinIndex(fields=['words'], name='outline_words', opclasses=['gin_trgm_ops']), django.contrib.postgres.indexes.GistIndex(fields=['span'], name='outline_span')],
            },
        ),
    ]

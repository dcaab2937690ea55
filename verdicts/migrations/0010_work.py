"""The queue: claims as work, with what is done to them; how much each reason for a rank counts."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

GRANTS = {"change_work": ("editor", "chief", "admin"), "change_weights": ("admin",)}


def let_editors_work(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the roles need them now

    create_permissions(loaded.get_app_config("verdicts"), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for codename, roles in GRANTS.items():
        granted = permission.objects.get(content_type__app_label="verdicts", codename=codename)
        for role in group.objects.filter(name__in=roles):
            role.permissions.add(granted)


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0004_claim_words'),
        ('verdicts', '0009_drafts_hold_their_dispute'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Work',
            fields=[
                ('claim', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, primary_key=True, related_name='work', serialize=False, to='claims.claim')),
                ('status', models.CharField(choices=[('new', 'new'), ('to_check', 'to check'), ('checking', 'checking'), ('needs_approval', 'needs approval'), ('done', 'done'), ('dismissed', 'dismissed'), ('corrected', 'corrected')], default='new', max_length=14)),
                ('priority', models.SmallIntegerField(choices=[(-1, 'low'), (0, 'normal'), (1, 'high'), (2, 'urgent')], default=0)),
                ('leased_until', models.DateTimeField(blank=True, help_text='Empty: taken or assigned for good.', null=True)),
                ('due_at', models.DateTimeField(blank=True, null=True)),
                ('worth', models.FloatField(help_text='How much it looks worth checking, 0 to 1.')),
                ('conflict', models.FloatField(default=0, help_text='How far sources disagree on its figures, 0 to 1.')),
                ('doubt', models.FloatField(default=0, help_text='How little its sources can be relied on, 0 to 1.')),
                ('reach', models.PositiveIntegerField(default=1, help_text='Articles that tell the same.')),
                ('came_at', models.DateTimeField()),
                ('rank', models.FloatField()),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('assignee', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='work', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'work',
                'ordering': ['-rank', '-claim_id'],
            },
        ),
        migrations.CreateModel(
            name='WorkEvent',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('act', models.CharField(choices=[('dealt', 'was dealt it'), ('taken', 'took it'), ('given_back', 'gave it back'), ('changed', 'changed it'), ('decided', 'decided on it'), ('undone', 'undid that')], max_length=10)),
                ('change', models.JSONField(help_text='By field: before and after.')),
                ('batch', models.UUIDField(db_index=True)),
                ('given_at', models.DateTimeField(auto_now_add=True)),
                ('given_by', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL)),
                ('work', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='events', to='verdicts.work')),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Weights',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('worth', models.PositiveSmallIntegerField(default=1)),
                ('conflict', models.PositiveSmallIntegerField(default=1)),
                ('doubt', models.PositiveSmallIntegerField(default=1)),
                ('freshness', models.PositiveSmallIntegerField(default=1)),
                ('reach', models.PositiveSmallIntegerField(default=1)),
                ('user', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.CASCADE, related_name='weights', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'verbose_name_plural': 'weights',
                'constraints': [models.UniqueConstraint(fields=('user',), name='weights_of_the_team_once', nulls_distinct=False), models.CheckConstraint(condition=models.Q(('conflict__lte', 3), ('doubt__lte', 3), ('freshness__lte', 3), ('reach__lte', 3), ('worth__lte', 3)), name='weights_are_small')],
            },
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(condition=models.Q(('status__in', ['new', 'to_check', 'checking', 'needs_approval'])), fields=['-rank', '-claim'], name='work_open'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['status', '-rank', '-claim'], name='work_status'),
        ),
        migrations.AddIndex(
            model_name='work',
            index=models.Index(fields=['assignee', '-rank', '-claim'], name='work_assignee'),
        ),
        migrations.AddConstraint(
            model_name='work',
            constraint=models.CheckConstraint(condition=models.Q(('leased_until__isnull', True), ('assignee__isnull', False), _connector='OR'), name='work_leased_to_somebody'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='workevent',
            trigger=pgtrigger.compiler.Trigger(name='work_event_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='e56a4c9a258375b39e615f560b0dfde3a92147a7', operation='UPDATE OR DELETE', pgid='pgtrigger_work_event_is_append_only_a8c40', table='verdicts_workevent', when='BEFORE')),
        ),
        migrations.RunPython(let_editors_work, migrations.RunPython.noop),
    ]

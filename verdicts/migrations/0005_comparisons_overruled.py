"""What people say of how two figures compare, and who may say it; who may define measures."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models

VIEW = ["view_overruling", "view_measure"]
EDIT = [*VIEW, "add_overruling"]
ROLES = {
    "reader": VIEW,
    "editor": EDIT,
    "chief": EDIT,
    "admin": [*EDIT, "add_measure", "change_measure", "delete_measure"],
}


def let_editors_overrule(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the roles need them now

    for label in ("claims", "verdicts"):
        create_permissions(loaded.get_app_config(label), verbosity=0)
    permission = apps.get_model("auth", "Permission").objects
    for role, names in ROLES.items():
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=role)
        group.permissions.add(*permission.filter(codename__in=names))



class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_measures'),
        ('verdicts', '0008_evidence_snapshots'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Overruling',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('relation', models.CharField(blank=True, choices=[('same', 'say the same'), ('compatible', 'can both be right'), ('conflicting', 'are in conflict'), ('part', 'the first is part of the second'), ('whole', 'the second is part of the first'), ('measure', 'measure different things'), ('population', 'count different people or things'), ('period', 'are for different periods'), ('place', 'are for different places'), ('unit', "are in units that can't be compared")], help_text='Empty: an earlier one ends.', max_length=11)),
                ('machine', models.JSONField(help_text='Outcome, because and reason as the machine had them.')),
                ('figures_seen', models.JSONField(help_text='The two figures as they stood, with their sources.')),
                ('reason', models.TextField()),
                ('given_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.AddField(
            model_name='overruling',
            name='given_by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='overruling',
            name='one',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrulings', to='claims.figure'),
        ),
        migrations.AddField(
            model_name='overruling',
            name='other',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='overrulings_by_other', to='claims.figure'),
        ),
        migrations.AddField(
            model_name='overruling',
            name='withdraws',
            field=models.OneToOneField(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='withdrawn_by', to='verdicts.overruling'),
        ),
        migrations.AddConstraint(
            model_name='overruling',
            constraint=models.CheckConstraint(condition=models.Q(('reason', ''), _negated=True), name='overruling_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='overruling',
            constraint=models.CheckConstraint(condition=models.Q(('one__lt', models.F('other'))), name='overruling_in_order'),
        ),
        migrations.AddConstraint(
            model_name='overruling',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(models.Q(('relation', ''), _negated=True), ('withdraws__isnull', True)), models.Q(('relation', ''), ('withdraws__isnull', False)), _connector='OR'), name='overruling_says_something_or_withdraws'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='overruling',
            trigger=pgtrigger.compiler.Trigger(name='overruling_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='13091f58ae4adc076d550a0dbf5fa7ddadd06406', operation='UPDATE OR DELETE', pgid='pgtrigger_overruling_is_append_only_bc63d', table='verdicts_overruling', when='BEFORE')),
        ),
        migrations.RunPython(let_editors_overrule, migrations.RunPython.noop),
    ]

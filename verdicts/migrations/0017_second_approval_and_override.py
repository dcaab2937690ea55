"""A second approval where the desk asks for one, and the override that says why it stands without."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_admins_override(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the role needs them now

    create_permissions(loaded.get_app_config("verdicts"), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    names = ["override_verdict", "override_resolution"]
    granted = permission.objects.filter(content_type__app_label="verdicts", codename__in=names)
    for role in group.objects.filter(name="admin"):
        role.permissions.add(*granted)


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0007_spans_by_people'),
        ('verdicts', '0020_note_events'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='resolution',
            options={'ordering': ['-pk'], 'permissions': [('approve_resolution', 'Can approve or send back a resolution'), ('override_resolution', 'Can let a resolution stand without a second person')]},
        ),
        migrations.AlterModelOptions(
            name='verdict',
            options={'ordering': ['-pk'], 'permissions': [('approve_verdict', 'Can approve or send back a verdict'), ('override_verdict', 'Can let a verdict stand without a second person')]},
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='resolution',
            name='resolution_is_not_edited',
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='verdict',
            name='verdict_is_not_edited',
        ),
        migrations.RemoveConstraint(
            model_name='resolution',
            name='resolution_approved_by_another',
        ),
        migrations.RemoveConstraint(
            model_name='verdict',
            name='verdict_approved_by_another',
        ),
        migrations.AddField(
            model_name='resolution',
            name='approvals_needed',
            field=models.PositiveSmallIntegerField(default=1, help_text='As the rule was when it was given.'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='first_approved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='resolution',
            name='first_approved_by',
            field=models.ForeignKey(help_text='Where two are needed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='resolution',
            name='is_overridden',
            field=models.BooleanField(default=False, help_text='It stands without the approvals it needs.'),
        ),
        migrations.AddField(
            model_name='resolution',
            name='override_reason',
            field=models.TextField(blank=True),
        ),
        migrations.AddField(
            model_name='verdict',
            name='approvals_needed',
            field=models.PositiveSmallIntegerField(default=1, help_text='As the rule was when it was given.'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='first_approved_at',
            field=models.DateTimeField(null=True),
        ),
        migrations.AddField(
            model_name='verdict',
            name='first_approved_by',
            field=models.ForeignKey(help_text='Where two are needed.', null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='verdict',
            name='is_overridden',
            field=models.BooleanField(default=False, help_text='It stands without the approvals it needs.'),
        ),
        migrations.AddField(
            model_name='verdict',
            name='override_reason',
            field=models.TextField(blank=True),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='resolution_is_not_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."dispute_id" IS DISTINCT FROM (NEW."dispute_id") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."best" IS DISTINCT FROM (NEW."best") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."wording" IS DISTINCT FROM (NEW."wording") OR OLD."figures_seen" IS DISTINCT FROM (NEW."figures_seen") OR OLD."status_seen" IS DISTINCT FROM (NEW."status_seen") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."approvals_needed" IS DISTINCT FROM (NEW."approvals_needed"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='d683d859cb9474f40c8e1148ea725a823cf63ba2', operation='UPDATE', pgid='pgtrigger_resolution_is_not_edited_093d2', table='verdicts_resolution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='resolution_first_approval_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."first_approved_by_id" IS NOT NULL AND (OLD."first_approved_by_id" IS DISTINCT FROM (NEW."first_approved_by_id") OR OLD."first_approved_at" IS DISTINCT FROM (NEW."first_approved_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='0d62d78a2c5de47cd280402fceef42509d3b1aba', operation='UPDATE', pgid='pgtrigger_resolution_first_approval_is_kept_38355', table='verdicts_resolution', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_is_not_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."claim_text" IS DISTINCT FROM (NEW."claim_text") OR OLD."rating_id" IS DISTINCT FROM (NEW."rating_id") OR OLD."summary" IS DISTINCT FROM (NEW."summary") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at") OR OLD."approvals_needed" IS DISTINCT FROM (NEW."approvals_needed"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='183ec77c1691da9a617818db92560543271ccda4', operation='UPDATE', pgid='pgtrigger_verdict_is_not_edited_a72b7', table='verdicts_verdict', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='verdict',
            trigger=pgtrigger.compiler.Trigger(name='verdict_first_approval_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."first_approved_by_id" IS NOT NULL AND (OLD."first_approved_by_id" IS DISTINCT FROM (NEW."first_approved_by_id") OR OLD."first_approved_at" IS DISTINCT FROM (NEW."first_approved_at")))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='139ccd94466f3b628fb41aa42cfe977b902ec1b6', operation='UPDATE', pgid='pgtrigger_verdict_first_approval_is_kept_7561d', table='verdicts_verdict', when='BEFORE')),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('given_by')), _negated=True), ('is_overridden', True), _connector='OR'), name='resolution_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_approved_at__isnull', True), ('first_approved_by__isnull', True)), models.Q(('first_approved_at__isnull', False), ('first_approved_by__isnull', False), models.Q(('first_approved_by', models.F('given_by')), _negated=True), models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('first_approved_by')), _negated=True), ('is_overridden', True), _connector='OR')), _connector='OR'), name='resolution_first_approved_by_a_third'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(('approvals_needed', 1), models.Q(('approvals_needed', 2), models.Q(('approved_by__isnull', True), ('first_approved_by__isnull', False), ('is_overridden', True), _connector='OR')), _connector='OR'), name='resolution_approved_as_often_as_needed'),
        ),
        migrations.AddConstraint(
            model_name='resolution',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_overridden', False), ('override_reason', '')), models.Q(('approved_by__isnull', False), ('is_overridden', True), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='resolution_override_gives_its_reason'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('given_by')), _negated=True), ('is_overridden', True), _connector='OR'), name='verdict_approved_by_another'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('first_approved_at__isnull', True), ('first_approved_by__isnull', True)), models.Q(('first_approved_at__isnull', False), ('first_approved_by__isnull', False), models.Q(('first_approved_by', models.F('given_by')), _negated=True), models.Q(('approved_by__isnull', True), models.Q(('approved_by', models.F('first_approved_by')), _negated=True), ('is_overridden', True), _connector='OR')), _connector='OR'), name='verdict_first_approved_by_a_third'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(('approvals_needed', 1), models.Q(('approvals_needed', 2), models.Q(('approved_by__isnull', True), ('first_approved_by__isnull', False), ('is_overridden', True), _connector='OR')), _connector='OR'), name='verdict_approved_as_often_as_needed'),
        ),
        migrations.AddConstraint(
            model_name='verdict',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('is_overridden', False), ('override_reason', '')), models.Q(('approved_by__isnull', False), ('is_overridden', True), models.Q(('override_reason', ''), _negated=True)), _connector='OR'), name='verdict_override_gives_its_reason'),
        ),
        migrations.RunPython(let_admins_override, migrations.RunPython.noop),
    ]

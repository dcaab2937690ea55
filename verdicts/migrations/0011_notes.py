"""Notes in threads, what they said before, and notices of who is named in one."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def let_editors_note(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the roles need them now

    create_permissions(loaded.get_app_config("verdicts"), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for codename, roles in {"add_note": ("editor", "chief", "admin"), "view_note": ("reader", "editor", "chief", "admin")}.items():
        granted = permission.objects.get(content_type__app_label="verdicts", codename=codename)
        for role in group.objects.filter(name__in=roles):
            role.permissions.add(granted)


class Migration(migrations.Migration):

    dependencies = [
        ('articles', '0003_intake'),
        ('claims', '0004_claim_words'),
        ('verdicts', '0010_work'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('start', models.PositiveIntegerField(null=True)),
                ('end', models.PositiveIntegerField(null=True)),
                ('quote', models.TextField(blank=True, help_text='The words of the span, as they stood.')),
                ('text', models.TextField()),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('edited_at', models.DateTimeField(null=True)),
                ('resolved_at', models.DateTimeField(null=True)),
                ('deleted_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='NoteText',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('text', models.TextField()),
                ('replaced_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='notice',
            name='notice_of_one_decision',
        ),
        migrations.AlterField(
            model_name='notice',
            name='kind',
            field=models.CharField(choices=[('reopened', 're-opened'), ('approved', 'approved'), ('returned', 'sent back'), ('mentioned', 'you are named'), ('answered', 'answered')], max_length=10),
        ),
        migrations.AddField(
            model_name='note',
            name='answers',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='answered_by', to='verdicts.note'),
        ),
        migrations.AddField(
            model_name='note',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='note',
            name='claim',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='claims.claim'),
        ),
        migrations.AddField(
            model_name='note',
            name='deleted_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='note',
            name='dispute',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='claims.dispute'),
        ),
        migrations.AddField(
            model_name='note',
            name='figure',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='claims.figure'),
        ),
        migrations.AddField(
            model_name='note',
            name='resolved_by',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='note',
            name='version',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='articles.version'),
        ),
        migrations.AddField(
            model_name='notice',
            name='note',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='verdicts.note'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('note__isnull', True), ('resolution__isnull', False), ('verdict__isnull', True)), models.Q(('note__isnull', True), ('resolution__isnull', True), ('verdict__isnull', False)), models.Q(('note__isnull', False), ('resolution__isnull', True), ('verdict__isnull', True)), _connector='OR'), name='notice_of_one_thing'),
        ),
        migrations.AddField(
            model_name='notetext',
            name='note',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='earlier', to='verdicts.note'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('text', ''), _negated=True), name='note_says_something'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('claim__isnull', True), ('dispute__isnull', True), ('figure__isnull', True), ('version__isnull', False)), models.Q(('claim__isnull', False), ('dispute__isnull', True), ('figure__isnull', True), ('version__isnull', True)), models.Q(('claim__isnull', True), ('dispute__isnull', True), ('figure__isnull', False), ('version__isnull', True)), models.Q(('claim__isnull', True), ('dispute__isnull', False), ('figure__isnull', True), ('version__isnull', True)), _connector='OR'), name='note_on_one_thing'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('end__isnull', True), ('quote', ''), ('start__isnull', True), ('version__isnull', True)), models.Q(('start__lt', models.F('end')), ('version__isnull', False), models.Q(('quote', ''), _negated=True)), _connector='OR'), name='note_on_a_span_has_its_words'),
        ),
        migrations.AddConstraint(
            model_name='note',
            constraint=models.CheckConstraint(condition=models.Q(('answers__isnull', True), ('resolved_at__isnull', True), _connector='OR'), name='note_that_answers_is_not_resolved'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='note_is_kept', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;", hash='17fa3743d6b447f95c7e9c0419d7891076401b26', operation='DELETE', pgid='pgtrigger_note_is_kept_866a9', table='verdicts_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='note',
            trigger=pgtrigger.compiler.Trigger(name='note_stays_where_it_is', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."version_id" IS DISTINCT FROM (NEW."version_id") OR OLD."start" IS DISTINCT FROM (NEW."start") OR OLD."end" IS DISTINCT FROM (NEW."end") OR OLD."quote" IS DISTINCT FROM (NEW."quote") OR OLD."claim_id" IS DISTINCT FROM (NEW."claim_id") OR OLD."figure_id" IS DISTINCT FROM (NEW."figure_id") OR OLD."dispute_id" IS DISTINCT FROM (NEW."dispute_id") OR OLD."answers_id" IS DISTINCT FROM (NEW."answers_id") OR OLD."by_id" IS DISTINCT FROM (NEW."by_id") OR OLD."made_at" IS DISTINCT FROM (NEW."made_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='ff7c0c3e6e9b4df9d37a89be0375e17bb181da7c', operation='UPDATE', pgid='pgtrigger_note_stays_where_it_is_d95c0', table='verdicts_note', when='BEFORE')),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='notetext',
            trigger=pgtrigger.compiler.Trigger(name='note_text_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='9d3a399b505af8d68e144c9430915a4e53bc057c', operation='UPDATE OR DELETE', pgid='pgtrigger_note_text_is_append_only_c3057', table='verdicts_notetext', when='BEFORE')),
        ),
        migrations.RunPython(let_editors_note, migrations.RunPython.noop),
    ]

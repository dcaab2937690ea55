"""What re-opens a resolution, and what people are told."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('verdicts', '0005_comparisons_overruled'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Notice',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('kind', models.CharField(choices=[('reopened', 're-opened'), ('approved', 'approved'), ('returned', 'sent back')], max_length=10)),
                ('event', models.CharField(max_length=80)),
                ('sentence', models.CharField(max_length=1000)),
                ('made_at', models.DateTimeField(auto_now_add=True)),
                ('read_at', models.DateTimeField(null=True)),
            ],
            options={
                'ordering': ['-pk'],
            },
        ),
        migrations.CreateModel(
            name='Reopening',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cause', models.CharField(help_text='What happened, in a word: the same is not told twice.', max_length=64)),
                ('sentence', models.CharField(max_length=500)),
                ('figures', models.JSONField(help_text='The figures that did it, as they read then.')),
                ('made_at', models.DateTimeField(auto_now_add=True)),
            ],
            options={
                'ordering': ['pk'],
            },
        ),
        pgtrigger.migrations.RemoveTrigger(
            model_name='resolution',
            name='resolution_is_not_edited',
        ),
        migrations.AddField(
            model_name='resolution',
            name='status_seen',
            field=models.CharField(blank=True, help_text='What they said together.', max_length=12),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='resolution',
            trigger=pgtrigger.compiler.Trigger(name='resolution_is_not_edited', sql=pgtrigger.compiler.UpsertTriggerSql(condition='WHEN (OLD."dispute_id" IS DISTINCT FROM (NEW."dispute_id") OR OLD."question" IS DISTINCT FROM (NEW."question") OR OLD."method" IS DISTINCT FROM (NEW."method") OR OLD."low" IS DISTINCT FROM (NEW."low") OR OLD."best" IS DISTINCT FROM (NEW."best") OR OLD."high" IS DISTINCT FROM (NEW."high") OR OLD."wording" IS DISTINCT FROM (NEW."wording") OR OLD."figures_seen" IS DISTINCT FROM (NEW."figures_seen") OR OLD."status_seen" IS DISTINCT FROM (NEW."status_seen") OR OLD."reason" IS DISTINCT FROM (NEW."reason") OR OLD."given_by_id" IS DISTINCT FROM (NEW."given_by_id") OR OLD."given_at" IS DISTINCT FROM (NEW."given_at"))', func="RAISE EXCEPTION 'pgtrigger: Cannot update rows from % table', TG_TABLE_NAME;", hash='935b94eed8b030a3787a1efc10e2123dd08ee79b', operation='UPDATE', pgid='pgtrigger_resolution_is_not_edited_093d2', table='verdicts_resolution', when='BEFORE')),
        ),
        migrations.AddField(
            model_name='notice',
            name='resolution',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='verdicts.resolution'),
        ),
        migrations.AddField(
            model_name='notice',
            name='to',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='notices', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='notice',
            name='verdict',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='notices', to='verdicts.verdict'),
        ),
        migrations.AddField(
            model_name='reopening',
            name='resolution',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reopenings', to='verdicts.resolution'),
        ),
        migrations.AddIndex(
            model_name='notice',
            index=models.Index(condition=models.Q(('read_at__isnull', True)), fields=['to'], name='notice_unread'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.UniqueConstraint(fields=('to', 'event'), name='notice_once_an_event'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='notice_says_something'),
        ),
        migrations.AddConstraint(
            model_name='notice',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('resolution__isnull', False), ('verdict__isnull', True)), models.Q(('resolution__isnull', True), ('verdict__isnull', False)), _connector='OR'), name='notice_of_one_decision'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.UniqueConstraint(fields=('resolution', 'cause'), name='reopening_once_a_cause'),
        ),
        migrations.AddConstraint(
            model_name='reopening',
            constraint=models.CheckConstraint(condition=models.Q(('sentence', ''), _negated=True), name='reopening_says_why'),
        ),
        pgtrigger.migrations.AddTrigger(
            model_name='reopening',
            trigger=pgtrigger.compiler.Trigger(name='reopening_is_append_only', sql=pgtrigger.compiler.UpsertTriggerSql(func="RAISE EXCEPTION 'pgtrigger: Cannot update or delete rows from % table', TG_TABLE_NAME;", hash='5f3c5d4131cb878b0562c01f1662585364e0458b', operation='UPDATE OR DELETE', pgid='pgtrigger_reopening_is_append_only_eba88', table='verdicts_reopening', when='BEFORE')),
        ),
    ]

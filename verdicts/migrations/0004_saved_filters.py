"""Filters that people save, and who may share theirs."""

import django.db.models.deletion
import django.db.models.functions.text
from django.apps.registry import Apps
from django.conf import settings
from django.contrib.auth.management import create_permissions
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ROLES = ("editor", "chief", "admin")


def let_editors_share(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the roles need it now

    create_permissions(loaded.get_app_config("verdicts"), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    share = permission.objects.get(content_type__app_label="verdicts", codename="share_savedfilter")
    for role in group.objects.filter(name__in=ROLES):
        role.permissions.add(share)


class Migration(migrations.Migration):

    dependencies = [
        ('verdicts', '0003_placements'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='SavedFilter',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('room', models.CharField(choices=[('disputes', 'disputes'), ('queue', 'queue')], max_length=10)),
                ('name', models.CharField(max_length=80)),
                ('query', models.CharField(blank=True, help_text='What stands in the address after the ?.', max_length=2000)),
                ('is_shared', models.BooleanField(default=False)),
                ('created_at', models.DateTimeField(auto_now_add=True)),
                ('changed_at', models.DateTimeField(auto_now=True)),
                ('deleted_at', models.DateTimeField(blank=True, null=True)),
                ('owner', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='saved_filters', to=settings.AUTH_USER_MODEL)),
            ],
            options={
                'ordering': ['name', 'pk'],
                'permissions': [('share_savedfilter', 'Can share a saved filter with the team')],
                'constraints': [models.CheckConstraint(condition=models.Q(('name', ''), _negated=True), name='saved_filter_has_a_name'), models.UniqueConstraint(models.F('owner'), models.F('room'), django.db.models.functions.text.Lower('name'), condition=models.Q(('deleted_at__isnull', True)), name='saved_filter_name_once')],
            },
        ),
        migrations.RunPython(let_editors_share, migrations.RunPython.noop),
    ]

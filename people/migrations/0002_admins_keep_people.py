"""Admins make accounts, give roles, close accounts, and take away a second factor that somebody lost."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

ADMIN = {"auth": ["view_user", "add_user", "change_user", "view_group"], "mfa": ["view_authenticator", "delete_authenticator"]}


def let_admins_keep_people(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # permissions are made after all migrations; the role needs them now

    role, _ = apps.get_model("auth", "Group").objects.get_or_create(name="admin")
    for app, names in ADMIN.items():
        create_permissions(loaded.get_app_config(app), verbosity=0)
        permissions = apps.get_model("auth", "Permission").objects
        role.permissions.add(*permissions.filter(content_type__app_label=app, codename__in=names))


class Migration(migrations.Migration):
    dependencies = [
        ("people", "0001_people"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("mfa", "0001_initial"),
    ]
    operations = [migrations.RunPython(let_admins_keep_people, migrations.RunPython.noop)]

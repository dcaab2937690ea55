"""What was there before there was a history: each row's first event, each grade's row, each role's rights."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.utils import timezone

RIGHTS = {
    "reader": ["view_grade"],
    "editor": ["view_grade"],
    "chief": ["view_grade"],
    "admin": ["view_grade", "add_grade", "view_distinction", "add_distinction"],
}


def write_first_events(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    """So that the first change can say what was before."""
    for name in ("Source", "Alias"):
        model, event = apps.get_model("sources", name), apps.get_model("sources", f"{name}Event")
        kept = {field.attname for field in event._meta.fields}
        fields = [field.attname for field in model._meta.fields if field.attname in kept]
        for row in model.objects.order_by("pk").iterator():
            values = {field: getattr(row, field) for field in fields}
            event.objects.create(pgh_obj_id=row.pk, pgh_label="added", **values)


def keep_grades(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    source, grade = apps.get_model("sources", "Source"), apps.get_model("sources", "Grade")
    for row in source.objects.exclude(grade="").order_by("pk"):
        day = row.graded_on or row.changed_at.date()
        at = timezone.make_aware(timezone.datetime(day.year, day.month, day.day))
        grade.objects.create(
            source=row, letter=row.grade, scope=row.grade_scope, reason=row.grade_reason, given_at=at
        )


def give_rights(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import apps as loaded  # the rights on new tables are made after all migrations

    create_permissions(loaded.get_app_config("sources"), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    for name, codenames in RIGHTS.items():
        role = group.objects.filter(name=name).first()
        if role is not None:
            role.permissions.add(
                *permission.objects.filter(content_type__app_label="sources", codename__in=codenames)
            )


class Migration(migrations.Migration):
    dependencies = [
        ("sources", "0002_entries_and_history"),
        ("verdicts", "0002_scale_and_roles"),
    ]
    operations = [
        migrations.RunPython(write_first_events, migrations.RunPython.noop),
        migrations.RunPython(keep_grades, migrations.RunPython.noop),
        migrations.RunPython(give_rights, migrations.RunPython.noop),
    ]

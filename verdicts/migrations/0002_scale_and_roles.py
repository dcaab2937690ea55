"""The scale a team starts with, and the roles as groups. Both can be changed in Django admin."""

from django.apps.registry import Apps
from django.contrib.auth.management import create_permissions
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

SCALE = [
    ("Supported", "true", "The evidence bears the claim out as it stands."),
    ("Mostly supported", "true", "Right in the main; a detail is off or left out."),
    ("Disputed", "mixed", "Sources that can be taken seriously give different answers."),
    ("Misleading", "mixed", "The words are right, the impression they give is not."),
    ("Refuted", "false", "The evidence shows the claim to be wrong."),
    ("Can't be checked", "open", "No evidence either way can be had now."),
]
EDITOR = {
    "articles": ["view_article", "add_article", "change_article", "view_version", "add_version"],
    "claims": ["view_claim", "view_figure", "view_dispute", "change_dispute", "view_extraction", "add_extraction"],
    "sources": ["view_source", "view_alias"],
    "verdicts": ["view_verdict", "add_verdict", "view_resolution", "add_resolution", "view_review", "add_review",
                 "view_evidence", "add_evidence", "view_rating"],
}  # fmt: skip
CHIEF = {"verdicts": ["approve_verdict", "approve_resolution"]}
ADMIN = {"sources": ["add_source", "change_source", "add_alias", "change_alias", "delete_alias"],
         "verdicts": ["add_rating", "change_rating"]}  # fmt: skip


def make_scale(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    rating = apps.get_model("verdicts", "Rating")
    for position, (name, tone, meaning) in enumerate(SCALE, 1):
        rating.objects.create(name=name, tone=tone, meaning=meaning, position=position)


def make_roles(apps: Apps, schema_editor: BaseDatabaseSchemaEditor) -> None:
    from django.apps import (
        apps as loaded,
    )  # permissions are made after all migrations; these groups need them now

    for label in EDITOR:
        create_permissions(loaded.get_app_config(label), verbosity=0)
    group, permission = apps.get_model("auth", "Group"), apps.get_model("auth", "Permission")
    reader = {app: [name for name in names if name.startswith("view_")] for app, names in EDITOR.items()}
    for name, grants in {
        "reader": [reader],
        "editor": [EDITOR],
        "chief": [EDITOR, CHIEF],
        "admin": [EDITOR, CHIEF, ADMIN],
    }.items():
        role, _ = group.objects.get_or_create(name=name)
        for grant in grants:
            for app, names in grant.items():
                role.permissions.add(
                    *permission.objects.filter(content_type__app_label=app, codename__in=names)
                )


class Migration(migrations.Migration):
    dependencies = [
        ("verdicts", "0001_initial"),
        ("claims", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
    ]
    operations = [
        migrations.RunPython(make_scale, migrations.RunPython.noop),
        migrations.RunPython(make_roles, migrations.RunPython.noop),
    ]

from django.db import migrations, models


def outline_anew(apps, schema_editor):
    """An outline is computed; a timed task makes those that are missing."""
    apps.get_model("claims", "Outline").objects.all().delete()


class Migration(migrations.Migration):
    dependencies = [
        ("claims", "0005_carried"),
    ]

    operations = [
        migrations.RunPython(outline_anew, migrations.RunPython.noop),
        migrations.AddField(
            model_name="outline",
            name="headline",
            field=models.TextField(default="", help_text="What its figures say together."),
            preserve_default=False,
        ),
    ]

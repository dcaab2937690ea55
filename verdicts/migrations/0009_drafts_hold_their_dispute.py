"""A dispute that somebody has a draft for stays, though its figures leave it."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_measures'),
        ('verdicts', '0007_drafts'),
    ]

    operations = [
        migrations.AlterField(
            model_name='draft',
            name='dispute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='drafts', to='claims.dispute'),
        ),
    ]

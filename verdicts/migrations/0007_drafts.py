"""Resolutions that are not proposed yet."""

import django.db.models.deletion
import pgtrigger.compiler
import pgtrigger.migrations
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('claims', '0003_measures'),
        ('verdicts', '0006_reopenings_and_notices'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Draft',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('typed', models.JSONField(help_text='The fields of the form as they were typed, the rows of evidence too.')),
                ('seen', models.CharField(help_text='What the board was when it was typed.', max_length=40)),
                ('kept_at', models.DateTimeField(auto_now=True)),
            ],
        ),
        migrations.AddField(
            model_name='draft',
            name='by',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to=settings.AUTH_USER_MODEL),
        ),
        migrations.AddField(
            model_name='draft',
            name='dispute',
            field=models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='drafts', to='claims.dispute'),
        ),
        migrations.AddConstraint(
            model_name='draft',
            constraint=models.UniqueConstraint(fields=('dispute', 'by'), name='draft_once'),
        ),
    ]

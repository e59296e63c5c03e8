"""A token is withdrawn, not removed: who had one stays known."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("api", "0001_initial")]

    operations = [
        migrations.AlterModelOptions(
            name="token",
            options={"ordering": ("-created", "-pk"), "verbose_name": "接口令牌", "verbose_name_plural": "接口令牌"},
        ),
        migrations.AddField(
            model_name="token",
            name="revoked",
            field=models.DateTimeField(blank=True, null=True, verbose_name="撤销时间"),
        ),
    ]

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("symptoms", "0004_drafts_go_on"),
    ]

    operations = [
        migrations.AddField(
            model_name="productstanding",
            name="looked_on",
            field=models.DateField(null=True),
        ),
        migrations.AddField(
            model_name="productstanding",
            name="looked_with",
            field=models.CharField(blank=True, max_length=64),
        ),
        migrations.AddIndex(
            model_name="productstanding",
            index=models.Index(
                condition=models.Q(("looked_on", None)),
                fields=["looked_on"],
                name="product_standing_to_look_at",
            ),
        ),
    ]

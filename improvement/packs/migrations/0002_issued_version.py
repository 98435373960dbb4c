"""Which version of a pack do its readers have, and who let it go out?"""

from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("boards", "0001_boards_and_interventions"),
        ("councils", "0002_cache_table"),
        ("packs", "0001_packs_and_versions"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.AddField(
            model_name="pack",
            name="issued_number",
            field=models.PositiveSmallIntegerField(
                blank=True, null=True, verbose_name="version issued"
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("issued_at__isnull", True), ("issued_number__isnull", True)),
                    models.Q(("issued_at__isnull", False), ("issued_number__isnull", False)),
                    _connector="OR",
                ),
                name="pack_issued_version_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status__in", ["approved", "issued"]), _negated=True),
                    ("approved_by__isnull", False),
                    _connector="OR",
                ),
                name="pack_approved_by_someone",
            ),
        ),
        migrations.AddConstraint(
            model_name="pack",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "issued"), _negated=True),
                    ("issued_by__isnull", False),
                    _connector="OR",
                ),
                name="pack_issued_by_someone",
            ),
        ),
    ]

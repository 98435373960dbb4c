"""A confirmed finding names what confirmed it, or says why nothing is named."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0002_letters_audits_and_outcomes"),
    ]

    operations = [
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("status", "confirmed"), _negated=True),
                    models.Q(("confirmed_by", None), _negated=True),
                    models.Q(("confirmed_by_audit", None), _negated=True),
                    models.Q(("status_reason", ""), _negated=True),
                    _connector="OR",
                ),
                name="finding_confirmed_by_something",
                violation_error_code="confirmed_by",
                violation_error_message="Say which later inspection or audit confirmed it.",
            ),
        ),
    ]

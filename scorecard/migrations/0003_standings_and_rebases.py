"""Kept standings, rebases of process limits, and the number by which a page knows it is stale."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0002_cache_table"),
        ("scorecard", "0002_working_copies_amendments_and_reminders"),
    ]

    operations = [
        migrations.CreateModel(
            name="ScorecardVersion",
            fields=[
                (
                    "council",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="scorecard_version",
                        serialize=False,
                        to="councils.council",
                    ),
                ),
                ("number", models.PositiveBigIntegerField(default=1)),
            ],
        ),
        migrations.CreateModel(
            name="CurrentStanding",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField()),
                ("as_at", models.DateField()),
                (
                    "value",
                    models.DecimalField(blank=True, decimal_places=8, max_digits=16, null=True),
                ),
                (
                    "missing",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("not_available", "Not available"),
                            ("not_applicable", "Not applicable"),
                            ("no_cases", "No cases"),
                        ],
                        max_length=16,
                    ),
                ),
                ("printed", models.CharField(max_length=40)),
                ("target", models.CharField(blank=True, max_length=30)),
                (
                    "rag",
                    models.CharField(
                        choices=[
                            ("green", "green"),
                            ("amber", "amber"),
                            ("red", "red"),
                            ("no_data", "no data"),
                            ("not_rated", "not rated"),
                        ],
                        max_length=12,
                    ),
                ),
                ("reason", models.CharField(blank=True, max_length=300)),
                (
                    "direction",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Increasing", "Increasing"),
                            ("Decreasing", "Decreasing"),
                            ("Steady", "Steady"),
                        ],
                        max_length=12,
                    ),
                ),
                (
                    "improvement",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("Improving", "Improving"),
                            ("Worsening", "Worsening"),
                            ("No change", "No change"),
                            ("—", "—"),
                        ],
                        max_length=16,
                    ),
                ),
                ("variation", models.CharField(blank=True, max_length=32)),
                ("assurance", models.CharField(blank=True, max_length=32)),
                ("spark", models.JSONField(default=list)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standings",
                        to="councils.council",
                    ),
                ),
                (
                    "definition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="scorecard.measure",
                    ),
                ),
                (
                    "measure",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="standing",
                        to="scorecard.adoptedmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["council", "definition"],
            },
        ),
        migrations.CreateModel(
            name="Rebase",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("month", models.DateField(verbose_name="from month")),
                ("reason", models.CharField(max_length=200)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="+",
                        to="councils.council",
                    ),
                ),
                (
                    "measure",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="rebases",
                        to="scorecard.adoptedmeasure",
                    ),
                ),
            ],
            options={
                "ordering": ["council", "measure", "month"],
            },
        ),
        migrations.AddIndex(
            model_name="currentstanding",
            index=models.Index(fields=["definition", "council"], name="standing_across"),
        ),
        migrations.AddConstraint(
            model_name="currentstanding",
            constraint=models.UniqueConstraint(
                fields=("council", "definition"), name="standing_definition_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="currentstanding",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="standing_first_of_month"
            ),
        ),
        migrations.AddConstraint(
            model_name="rebase",
            constraint=models.UniqueConstraint(
                fields=("council", "measure", "month"), name="rebase_month_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="rebase",
            constraint=models.CheckConstraint(
                condition=models.Q(("month__day", 1)), name="rebase_first_of_month"
            ),
        ),
    ]

"""Letters, audits, published outcomes, and what a finding's status rests on."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import improvement.practice
import inspections.kinds
import inspections.models.letters
import inspections.validators

BEFORE = "Confirmed before this service asked which inspection or audit confirmed it."


def say_what_is_not_known(apps, schema_editor):
    """Findings confirmed so far say that nobody was asked by what."""
    findings = apps.get_model("inspections", "Finding").objects
    findings.filter(status="confirmed", status_reason="").update(status_reason=BEFORE)


class Migration(migrations.Migration):
    dependencies = [
        ("councils", "0002_cache_table"),
        ("inspections", "0001_inspections_and_findings"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AuditResult",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        max_length=40,
                        validators=[improvement.practice.validate_practice_area],
                        verbose_name="practice area",
                    ),
                ),
                (
                    "auditor_grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outstanding", "Outstanding"),
                            ("good", "Good"),
                            ("requires-improvement", "Requires improvement"),
                            ("inadequate", "Inadequate"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "moderated_grade",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("outstanding", "Outstanding"),
                            ("good", "Good"),
                            ("requires-improvement", "Requires improvement"),
                            ("inadequate", "Inadequate"),
                        ],
                        max_length=24,
                    ),
                ),
                (
                    "cases",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(10000),
                        ]
                    ),
                ),
            ],
            options={
                "ordering": ["cycle", "area", "auditor_grade", "moderated_grade"],
            },
        ),
        migrations.CreateModel(
            name="AuditTheme",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[("strength", "Done well"), ("improvement", "To improve")],
                        max_length=12,
                    ),
                ),
                (
                    "area",
                    models.CharField(
                        blank=True,
                        max_length=40,
                        validators=[improvement.practice.validate_practice_area],
                        verbose_name="practice area",
                    ),
                ),
                (
                    "text",
                    models.TextField(
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                        verbose_name="theme",
                    ),
                ),
                ("position", models.PositiveSmallIntegerField(default=0)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["cycle", "position", "id"],
            },
        ),
        migrations.CreateModel(
            name="Letter",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("digest", models.CharField(max_length=64, verbose_name="SHA-256 of the file")),
                ("filename", models.CharField(max_length=200)),
                (
                    "file",
                    models.FileField(
                        max_length=200, upload_to=inspections.models.letters.where_kept
                    ),
                ),
                ("pages_count", models.PositiveSmallIntegerField(verbose_name="pages")),
                ("reading", models.JSONField(default=dict, verbose_name="as the reader read it")),
                ("draft", models.JSONField(default=dict, verbose_name="as corrected so far")),
                (
                    "status",
                    models.CharField(
                        choices=[("draft", "To be checked"), ("confirmed", "Confirmed")],
                        default="draft",
                        max_length=12,
                    ),
                ),
                ("uploaded_at", models.DateTimeField(blank=True, null=True)),
                ("confirmed_at", models.DateTimeField(blank=True, null=True)),
                ("version", models.PositiveIntegerField(default=1)),
            ],
            options={
                "ordering": ["council", "-uploaded_at", "-id"],
            },
        ),
        migrations.CreateModel(
            name="LetterPage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "number",
                    models.PositiveSmallIntegerField(
                        validators=[
                            django.core.validators.MinValueValidator(1),
                            django.core.validators.MaxValueValidator(5000),
                        ]
                    ),
                ),
                ("text", models.TextField(blank=True)),
            ],
            options={
                "ordering": ["letter", "number"],
            },
        ),
        migrations.CreateModel(
            name="LetterParagraph",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("position", models.PositiveSmallIntegerField()),
                ("number", models.PositiveSmallIntegerField(blank=True, null=True)),
                (
                    "heading",
                    models.CharField(blank=True, max_length=200, verbose_name="under the heading"),
                ),
                ("page", models.PositiveSmallIntegerField()),
                ("text", models.TextField()),
            ],
            options={
                "ordering": ["council", "letter", "position"],
            },
        ),
        migrations.CreateModel(
            name="NotARepeat",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "ordering": ["council", "id"],
            },
        ),
        migrations.CreateModel(
            name="PublishedGrade",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("grade", models.CharField(blank=True, max_length=40)),
            ],
            options={
                "ordering": ["outcome", "area__position"],
            },
        ),
        migrations.CreateModel(
            name="PublishedOutcome",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(max_length=40, validators=[inspections.kinds.validate_kind]),
                ),
                (
                    "started",
                    models.DateField(
                        validators=[inspections.validators.validate_day], verbose_name="first day"
                    ),
                ),
                (
                    "ended",
                    models.DateField(
                        blank=True,
                        null=True,
                        validators=[inspections.validators.validate_day],
                        verbose_name="last day",
                    ),
                ),
                (
                    "published",
                    models.DateField(
                        blank=True, null=True, validators=[inspections.validators.validate_day]
                    ),
                ),
                ("is_from_letter", models.BooleanField(default=False)),
            ],
            options={
                "ordering": ["council", "-started", "-id"],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="area",
            field=models.CharField(
                blank=True,
                max_length=40,
                validators=[improvement.practice.validate_practice_area],
                verbose_name="practice area",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_findings",
                to="inspections.inspection",
                verbose_name="confirmed by the inspection",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="evidence",
            field=models.TextField(
                blank=True,
                max_length=5000,
                validators=[django.core.validators.MaxLengthValidator(5000)],
                verbose_name="what shows that it is addressed",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="findings_owned",
                to=settings.AUTH_USER_MODEL,
                verbose_name="who answers for it",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="standing",
            field=models.CharField(
                blank=True,
                choices=[
                    ("holds", "Still holds"),
                    ("at_risk", "At risk"),
                    ("lost", "No longer holds"),
                ],
                max_length=8,
                verbose_name="does the strength still hold",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="standing_on",
            field=models.DateField(
                blank=True,
                null=True,
                validators=[inspections.validators.validate_day],
                verbose_name="as seen on",
            ),
        ),
        migrations.AddField(
            model_name="finding",
            name="standing_reason",
            field=models.CharField(blank=True, max_length=1000, verbose_name="what shows it"),
        ),
        migrations.CreateModel(
            name="AuditCycle",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=120)),
                (
                    "programme",
                    models.CharField(
                        blank=True, help_text="Such as monthly practice audits.", max_length=160
                    ),
                ),
                (
                    "started",
                    models.DateField(
                        validators=[inspections.validators.validate_day], verbose_name="first day"
                    ),
                ),
                (
                    "ended",
                    models.DateField(
                        validators=[inspections.validators.validate_day], verbose_name="last day"
                    ),
                ),
                (
                    "audited_by",
                    models.CharField(
                        choices=[
                            ("internal", "The council's own managers and practitioners"),
                            ("peer", "Peers from another council"),
                            ("multi-agency", "Several agencies together"),
                            ("independent", "Independent auditors"),
                        ],
                        default="internal",
                        max_length=20,
                    ),
                ),
                (
                    "auditors",
                    models.CharField(
                        blank=True, max_length=200, verbose_name="who audited, by role"
                    ),
                ),
                (
                    "sample",
                    models.CharField(
                        blank=True, max_length=400, verbose_name="how cases were chosen"
                    ),
                ),
                (
                    "planned",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MaxValueValidator(10000)],
                        verbose_name="audits planned",
                    ),
                ),
                (
                    "summary",
                    models.TextField(
                        blank=True,
                        max_length=5000,
                        validators=[django.core.validators.MaxLengthValidator(5000)],
                    ),
                ),
                ("source", models.CharField(blank=True, max_length=300)),
                ("version", models.PositiveIntegerField(default=1)),
                (
                    "council",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_cycles",
                        to="councils.council",
                    ),
                ),
                (
                    "inspection",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="audit_cycles",
                        to="inspections.inspection",
                        verbose_name="recorded as",
                    ),
                ),
            ],
            options={
                "ordering": ["council", "-ended", "-id"],
            },
        ),
        migrations.AddField(
            model_name="finding",
            name="confirmed_by_audit",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="confirmed_findings",
                to="inspections.auditcycle",
                verbose_name="confirmed by the audit",
            ),
        ),
        migrations.AddIndex(
            model_name="finding",
            index=models.Index(fields=["council", "area", "kind"], name="finding_of_area"),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing", ""), ("kind", "strength"), _connector="OR"),
                name="finding_standing_of_strength",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(("standing__in", ["", "holds", "at_risk", "lost"])),
                name="finding_standing_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="finding",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("standing", ""),
                    models.Q(
                        models.Q(("standing_reason", ""), _negated=True),
                        models.Q(("standing_on", None), _negated=True),
                    ),
                    _connector="OR",
                ),
                name="finding_standing_shown",
                violation_error_code="standing_reason",
                violation_error_message="Say what shows it, and as seen on which day.",
            ),
        ),
        migrations.AddField(
            model_name="auditresult",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="results",
                to="inspections.auditcycle",
            ),
        ),
        migrations.AddField(
            model_name="audittheme",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="audit_themes",
                to="councils.council",
            ),
        ),
        migrations.AddField(
            model_name="audittheme",
            name="cycle",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="themes",
                to="inspections.auditcycle",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="confirmed_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="councils.council",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="inspection",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letters",
                to="inspections.inspection",
            ),
        ),
        migrations.AddField(
            model_name="letter",
            name="uploaded_by",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="letterpage",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="pages",
                to="inspections.letter",
            ),
        ),
        migrations.AddField(
            model_name="letterparagraph",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="letter_paragraphs",
                to="councils.council",
            ),
        ),
        migrations.AddField(
            model_name="letterparagraph",
            name="letter",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="paragraphs",
                to="inspections.letter",
            ),
        ),
        migrations.AddField(
            model_name="notarepeat",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="+", to="councils.council"
            ),
        ),
        migrations.AddField(
            model_name="notarepeat",
            name="earlier",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="+",
                to="inspections.finding",
            ),
        ),
        migrations.AddField(
            model_name="notarepeat",
            name="finding",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="set_apart",
                to="inspections.finding",
            ),
        ),
        migrations.AddField(
            model_name="publishedgrade",
            name="area",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_grades",
                to="inspections.judgementarea",
            ),
        ),
        migrations.AddField(
            model_name="publishedoutcome",
            name="council",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="published_outcomes",
                to="councils.council",
            ),
        ),
        migrations.AddField(
            model_name="publishedoutcome",
            name="judgement_set",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="outcomes",
                to="inspections.judgementset",
            ),
        ),
        migrations.AddField(
            model_name="publishedgrade",
            name="outcome",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="grades",
                to="inspections.publishedoutcome",
            ),
        ),
        migrations.AddIndex(
            model_name="auditcycle",
            index=models.Index(fields=["council", "-ended", "-id"], name="audit_cycle_latest"),
        ),
        migrations.AddConstraint(
            model_name="auditcycle",
            constraint=models.UniqueConstraint(
                fields=("council", "name"),
                name="audit_cycle_name_once",
                violation_error_code="name",
                violation_error_message="Another cycle has this name.",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditcycle",
            constraint=models.CheckConstraint(
                condition=models.Q(("ended__gte", models.F("started"))),
                name="audit_cycle_days_in_order",
                violation_error_code="ended",
                violation_error_message="The last day cannot be before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditresult",
            constraint=models.UniqueConstraint(
                fields=("cycle", "area", "auditor_grade", "moderated_grade"),
                name="audit_result_once",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("auditor_grade", ""), ("moderated_grade", ""), _negated=True),
                name="audit_result_graded",
            ),
        ),
        migrations.AddConstraint(
            model_name="auditresult",
            constraint=models.CheckConstraint(
                condition=models.Q(("cases__gte", 1)), name="audit_result_of_cases"
            ),
        ),
        migrations.AddIndex(
            model_name="audittheme",
            index=models.Index(fields=["council", "cycle", "position"], name="audit_theme_order"),
        ),
        migrations.AddConstraint(
            model_name="audittheme",
            constraint=models.CheckConstraint(
                condition=models.Q(("kind__in", ["strength", "improvement"])),
                name="audit_theme_kind_known",
            ),
        ),
        migrations.AddIndex(
            model_name="letter",
            index=models.Index(fields=["council", "status"], name="letter_by_status"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.UniqueConstraint(fields=("council", "digest"), name="letter_once"),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(("status__in", ["draft", "confirmed"])),
                name="letter_status_known",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("inspection", None), ("status", "draft")),
                    models.Q(
                        ("status", "confirmed"), models.Q(("inspection", None), _negated=True)
                    ),
                    _connector="OR",
                ),
                name="letter_confirmed_with_inspection",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("uploaded_at__isnull", False), ("uploaded_by__isnull", False)),
                    models.Q(("uploaded_at__isnull", True), ("uploaded_by__isnull", True)),
                    _connector="OR",
                ),
                name="letter_uploaded_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="letter",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("confirmed_at__isnull", False), ("confirmed_by__isnull", False)),
                    models.Q(("confirmed_at__isnull", True), ("confirmed_by__isnull", True)),
                    _connector="OR",
                ),
                name="letter_confirmed_who_and_when",
            ),
        ),
        migrations.AddConstraint(
            model_name="letterpage",
            constraint=models.UniqueConstraint(
                fields=("letter", "number"), name="letter_page_once"
            ),
        ),
        migrations.AddIndex(
            model_name="letterparagraph",
            index=models.Index(fields=["council", "letter", "position"], name="paragraph_in_order"),
        ),
        migrations.AddConstraint(
            model_name="letterparagraph",
            constraint=models.UniqueConstraint(
                fields=("letter", "position"), name="letter_paragraph_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notarepeat",
            constraint=models.UniqueConstraint(
                fields=("finding", "earlier"), name="not_a_repeat_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="notarepeat",
            constraint=models.CheckConstraint(
                condition=models.Q(("finding", models.F("earlier")), _negated=True),
                name="not_a_repeat_of_itself",
            ),
        ),
        migrations.AddIndex(
            model_name="publishedoutcome",
            index=models.Index(fields=["council", "kind", "-started"], name="outcome_latest"),
        ),
        migrations.AddIndex(
            model_name="publishedoutcome",
            index=models.Index(fields=["kind", "-started"], name="outcome_of_kind"),
        ),
        migrations.AddConstraint(
            model_name="publishedoutcome",
            constraint=models.UniqueConstraint(
                fields=("council", "kind", "started"), name="outcome_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("ended", None), ("ended__gte", models.F("started")), _connector="OR"
                ),
                name="outcome_days_in_order",
                violation_error_code="ended",
                violation_error_message="The last day cannot be before the first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedoutcome",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("published", None), ("published__gte", models.F("started")), _connector="OR"
                ),
                name="outcome_published_after_start",
                violation_error_code="published",
                violation_error_message="It cannot be published before its first day.",
            ),
        ),
        migrations.AddConstraint(
            model_name="publishedgrade",
            constraint=models.UniqueConstraint(
                fields=("outcome", "area"), name="published_grade_once"
            ),
        ),
        migrations.RunPython(say_what_is_not_known, migrations.RunPython.noop),
    ]

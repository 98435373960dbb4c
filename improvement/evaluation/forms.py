"""What may be keyed about one part of the self-evaluation?"""

from copy import copy
from datetime import date
from typing import Any

from django import forms

from improvement.evaluation.judgements import framework_for
from improvement.evaluation.models import Statement
from improvement.evaluation.services import StatementFields
from improvement.ui.editing import LARGEST_VERSION
from improvement.ui.forms import GovukRadios, ModelForm
from inspections.forms import ServiceForm

NO_GRADE = ("", "None")
LONG, SHORT = 10, 6


class StatementForm(ServiceForm, ModelForm):
    """The council's own words on one part, beside the evidence that the page gathers."""

    own_grade = forms.ChoiceField(
        label="The grade we give ourselves",
        required=False,
        widget=GovukRadios,
        help_text="Your own judgement, in the framework’s words. It is shown beside the grade of "
        "the last inspection.",
    )

    class Meta:
        model = Statement
        fields = ["knows", "sources", "doing", "own_grade", "reviewed_on"]
        labels = {
            "knows": "What we know",
            "sources": "How we know it",
            "doing": "What we are doing",
            "reviewed_on": "Last reviewed",
        }
        help_texts = {
            "knows": "How good practice is, and for which children it is not yet good enough. The "
            "page adds findings, figures and audits by itself.",
            "sources": "What this rests on beside the records: what children and families say, "
            "visits by leaders, complaints, peer reviews.",
            "doing": "What will change, by whom and by when. The plan’s actions are added by "
            "themselves.",
            "reviewed_on": "The day on which someone last read all of this and stood by it. "
            "For example, 27/3/2026",
        }
        widgets = {
            "knows": forms.Textarea(attrs={"rows": LONG}),
            "sources": forms.Textarea(attrs={"rows": SHORT}),
            "doing": forms.Textarea(attrs={"rows": LONG}),
        }

    def __init__(self, *args: Any, statement: Statement, today: date, **kwargs: Any) -> None:
        super().__init__(*args, instance=copy(statement), **kwargs)
        framework = framework_for(statement.judgement, today)
        grades = framework.grade_choices() if framework else []
        self.fields["own_grade"].choices = [NO_GRADE, *grades]
        if statement.pk is None:
            self.initial["reviewed_on"] = today
        self.carry_version(statement.version if statement.pk else 0)

    def carry_version(self, version: int) -> None:
        """Put the version into the page, out of sight; nought says that nothing was written."""
        self.fields["version"] = forms.IntegerField(
            min_value=0, max_value=LARGEST_VERSION, widget=forms.HiddenInput, initial=version
        )

    def _post_clean(self) -> None:
        """Leave the row alone: the service stores what was keyed, and checks it there."""

    def said(self) -> StatementFields:
        """What was keyed, as the service takes it."""
        return StatementFields(**{name: self.cleaned_data[name] for name in self.Meta.fields})

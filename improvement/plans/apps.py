"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "improvement.plans"
    label = "plans"
    verbose_name = "Plans and actions"

    def ready(self) -> None:
        """Tell those who stand below: the scorecard, which measures open findings rely on; the
        audits, which actions answer their themes."""
        from improvement.plans.answering import actions_for_themes
        from improvement.plans.linking import measures_of_open_findings
        from inspections.audits import answers
        from scorecard.linking import register

        register(measures_of_open_findings)
        answers.register(actions_for_themes)

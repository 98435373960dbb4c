"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "improvement.plans"
    label = "plans"
    verbose_name = "Plans and actions"

    def ready(self) -> None:
        """Tell the scorecard, which stands below, which measures open findings rely on."""
        from improvement.plans.linking import measures_of_open_findings
        from scorecard.linking import register

        register(measures_of_open_findings)

"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class ScorecardConfig(AppConfig):
    name = "scorecard"
    label = "scorecard"
    verbose_name = "Scorecard"

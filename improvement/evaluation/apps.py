"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "improvement.evaluation"
    label = "evaluation"
    verbose_name = "Self-evaluation and visits"

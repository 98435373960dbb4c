"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "improvement.plans"
    label = "plans"
    verbose_name = "Plans and actions"

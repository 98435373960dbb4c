"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "workforce"
    label = "workforce"
    verbose_name = "Workforce"

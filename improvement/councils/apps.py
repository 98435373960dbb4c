"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "improvement.councils"
    label = "councils"
    verbose_name = "Councils and people"

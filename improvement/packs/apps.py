"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "improvement.packs"
    label = "packs"
    verbose_name = "Packs"

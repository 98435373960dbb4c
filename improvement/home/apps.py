"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class HomeConfig(AppConfig):
    name = "improvement.home"
    label = "home"
    verbose_name = "Home"

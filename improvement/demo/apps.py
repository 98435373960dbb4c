"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "improvement.demo"
    label = "demo"
    verbose_name = "Demo"

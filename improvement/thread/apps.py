"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "improvement.thread"
    label = "thread"
    verbose_name = "Golden thread"

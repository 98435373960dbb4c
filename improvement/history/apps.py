"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class HistoryConfig(AppConfig):
    name = "improvement.history"
    label = "history"
    verbose_name = "History"

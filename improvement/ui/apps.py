"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class UiConfig(AppConfig):
    name = "improvement.ui"
    label = "ui"
    verbose_name = "How things look"

    def ready(self) -> None:
        from improvement.ui import checks  # noqa: F401 - registers the check

"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class ThreadConfig(AppConfig):
    name = "improvement.thread"
    label = "thread"
    verbose_name = "Golden thread"

    def ready(self) -> None:
        """Tell the scorecard how what happened around a measure, and relies on it, is found."""
        from improvement.councils.roles import SEE_JOURNEY
        from improvement.thread.around import around_measure
        from scorecard.around import register

        register(around_measure, readers=SEE_JOURNEY)

"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class ScorecardConfig(AppConfig):
    name = "scorecard"
    label = "scorecard"
    verbose_name = "Scorecard"

    def ready(self) -> None:
        """A catalogue that is in use follows its files whenever the database is upgraded."""
        from scorecard.upgrading import follow_files

        # Not a command of its own: an upgrade could forget it, and a migration runs once only, so
        # that a later change of the files would never arrive (README, decision 31).
        post_migrate.connect(follow_files, sender=self, dispatch_uid="catalogue follows files")

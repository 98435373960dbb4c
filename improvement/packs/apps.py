"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "improvement.packs"
    label = "packs"
    verbose_name = "Packs"

    def ready(self) -> None:
        """Tell the scorecard how issued packs that quoted a figure are found."""
        from improvement.packs.quoting import quotes_of
        from scorecard.quoting import register

        register(quotes_of)

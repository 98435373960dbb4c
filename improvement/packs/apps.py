"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PacksConfig(AppConfig):
    name = "improvement.packs"
    label = "packs"
    verbose_name = "Packs"

    def ready(self) -> None:
        """Tell the scorecard which issued packs quoted a figure, and which show a measure."""
        from improvement.councils.roles import READ_PACKS
        from improvement.packs.quoting import packs_showing, quotes_of
        from scorecard import around, quoting

        quoting.register(quotes_of)
        around.register(packs_showing, readers=READ_PACKS)

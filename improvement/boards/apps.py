"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class BoardsConfig(AppConfig):
    name = "improvement.boards"
    label = "boards"
    verbose_name = "Boards and interventions"

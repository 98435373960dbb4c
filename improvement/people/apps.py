"""What is this app called, and where does Django find it?"""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "improvement.people"
    label = "people"
    verbose_name = "People"

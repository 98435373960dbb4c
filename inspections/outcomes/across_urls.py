"""Which address shows authorities side by side? It belongs to the person, not to one council."""

from django.urls import path

from inspections.outcomes import views

app_name = "outcomes"

urlpatterns = [path("outcomes/", views.outcome_list, name="outcome-list")]

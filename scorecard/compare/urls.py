"""Which address shows councils side by side? They belong to the person, not to one council."""

from django.urls import path

from scorecard.compare import views

app_name = "compare"

urlpatterns = [
    path("compare/", views.heat_map, name="heat-map"),
    path("compare/<slug:code>/", views.measure_across, name="measure-across"),
]

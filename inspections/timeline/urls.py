"""Under which addresses is the history of inspections found?"""

from django.urls import path

from inspections.timeline import views

urlpatterns = [
    path("inspections/history/", views.inspection_history, name="inspection-history"),
    path("inspections/judgements/", views.judgement_grid, name="judgement-grid"),
]

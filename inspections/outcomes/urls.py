"""At which address of a council are published outcomes sent in?"""

from django.urls import path

from inspections.outcomes import views

urlpatterns = [
    path("inspections/outcomes/", views.outcome_import, name="outcome-import"),
]

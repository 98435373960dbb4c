"""Under which addresses are inspections and findings found?"""

from django.urls import path

from inspections import views
from inspections.audits.urls import urlpatterns as audit_patterns
from inspections.letters.urls import urlpatterns as letter_patterns
from inspections.outcomes.urls import urlpatterns as outcome_patterns
from inspections.register.urls import urlpatterns as register_patterns
from inspections.timeline.urls import urlpatterns as timeline_patterns

app_name = "inspections"

urlpatterns = [
    path("inspections/", views.inspection_list, name="inspection-list"),
    path("inspections/add/", views.inspection_add, name="inspection-add"),
    path("inspections/<pk:pk>/", views.inspection_detail, name="inspection-detail"),
    path("inspections/<pk:pk>/edit/", views.inspection_edit, name="inspection-edit"),
    path(
        "inspections/<pk:pk>/judgements/",
        views.inspection_judgements,
        name="inspection-judgements",
    ),
    *timeline_patterns,
    *outcome_patterns,
    *register_patterns,
    *letter_patterns,
    *audit_patterns,
]

"""Under which addresses are inspections and findings found?"""

from django.urls import path

from inspections import views
from inspections.letters.urls import urlpatterns as letter_patterns

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
    path("findings/", views.finding_list, name="finding-list"),
    path("findings/add/", views.finding_add, name="finding-add"),
    path("findings/<pk:pk>/", views.finding_detail, name="finding-detail"),
    path("findings/<pk:pk>/edit/", views.finding_edit, name="finding-edit"),
    path("findings/<pk:pk>/status/", views.finding_status, name="finding-status"),
    *letter_patterns,
]

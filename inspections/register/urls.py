"""Under which addresses are findings, possible repeats and strengths found?"""

from django.urls import path

from inspections.register import bulk_views, views

urlpatterns = [
    path("findings/", views.finding_list, name="finding-list"),
    path("findings/add/", views.finding_add, name="finding-add"),
    path("findings/change-many/", bulk_views.finding_bulk, name="finding-bulk"),
    path("findings/repeats/", views.repeat_list, name="repeat-list"),
    path("findings/strengths/", views.strength_list, name="strength-list"),
    path("findings/<pk:pk>/", views.finding_detail, name="finding-detail"),
    path("findings/<pk:pk>/edit/", views.finding_edit, name="finding-edit"),
    path("findings/<pk:pk>/status/", views.finding_status, name="finding-status"),
    path("findings/<pk:pk>/repeats/", views.repeat_answer, name="repeat-answer"),
    path("findings/<pk:pk>/repeats/<pk:apart>/undo/", views.repeat_undo, name="repeat-undo"),
    path("findings/<pk:pk>/standing/", views.strength_standing, name="strength-standing"),
]

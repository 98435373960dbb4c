"""Where do plans and actions live, under a council's address?"""

from django.urls import path

from improvement.plans import views

app_name = "plans"
urlpatterns = [
    path("plan/", views.plan_detail, name="plan-detail"),
    path("plan/add/", views.plan_add, name="plan-add"),
    path("plan/<pk:pk>/edit/", views.plan_edit, name="plan-edit"),
    path("plan/<pk:pk>/priorities/add/", views.priority_add, name="priority-add"),
    path("priorities/<pk:pk>/edit/", views.priority_edit, name="priority-edit"),
    path("actions/", views.action_list, name="action-list"),
    path("actions/add/", views.action_add, name="action-add"),
    path("actions/<pk:pk>/", views.action_detail, name="action-detail"),
    path("actions/<pk:pk>/edit/", views.action_edit, name="action-edit"),
    path("actions/<pk:pk>/update/", views.action_update, name="action-update"),
    path("actions/<pk:pk>/links/", views.action_link, name="action-link"),
    path("actions/<pk:pk>/milestones/add/", views.milestone_add, name="milestone-add"),
    path(
        "actions/<pk:pk>/milestones/<pk:milestone>/edit/",
        views.milestone_edit,
        name="milestone-edit",
    ),
    path("actions/<pk:pk>/evidence/add/", views.action_evidence_add, name="action-evidence-add"),
    path(
        "actions/<pk:pk>/evidence/<pk:evidence>/accept/",
        views.evidence_accept,
        name="evidence-accept",
    ),
]

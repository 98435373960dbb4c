"""Where do boards, meetings, decisions and interventions live, under a council's address?"""

from django.urls import path

from improvement.boards import views
from improvement.boards.changes.urls import urlpatterns as changes

app_name = "boards"
urlpatterns = [
    *changes,
    path("boards/", views.board_list, name="board-list"),
    path("boards/add/", views.board_add, name="board-add"),
    path("boards/<pk:pk>/", views.board_detail, name="board-detail"),
    path("boards/<pk:pk>/edit/", views.board_edit, name="board-edit"),
    path("meetings/add/", views.meeting_add, name="meeting-add"),
    path("meetings/<pk:pk>/", views.meeting_detail, name="meeting-detail"),
    path("meetings/<pk:pk>/edit/", views.meeting_edit, name="meeting-edit"),
    path("decisions/", views.decision_list, name="decision-list"),
    path("decisions/add/", views.decision_add, name="decision-add"),
    path("decisions/<pk:pk>/", views.decision_detail, name="decision-detail"),
    path("decisions/<pk:pk>/edit/", views.decision_edit, name="decision-edit"),
    path("interventions/", views.intervention_list, name="intervention-list"),
    path("interventions/add/", views.intervention_add, name="intervention-add"),
    path("interventions/<pk:pk>/edit/", views.intervention_edit, name="intervention-edit"),
    path("interventions/partners/add/", views.partner_add, name="partner-add"),
    path("interventions/partners/<pk:pk>/edit/", views.partner_edit, name="partner-edit"),
]

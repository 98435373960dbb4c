"""Which workforce address leads where?"""

from django.urls import path

from workforce import leadership_views as leadership
from workforce import views

app_name = "workforce"

urlpatterns = [
    path("workforce/", views.workforce_latest, name="workforce-latest"),
    path("workforce/teams/", views.team_list, name="team-list"),
    path("workforce/teams/add/", views.team_add, name="team-add"),
    path("workforce/teams/<pk:pk>/edit/", views.team_edit, name="team-edit"),
    path("workforce/<month:month>/", views.workforce_month, name="workforce-month"),
    path("workforce/<month:month>/key/", views.workforce_key, name="workforce-key"),
    path("workforce/<month:month>/publish/", views.workforce_publish, name="workforce-publish"),
    path("leadership/", leadership.leadership_list, name="leadership-list"),
    path("leadership/add/", leadership.post_add, name="post-add"),
    path("leadership/<pk:pk>/", leadership.post_detail, name="post-detail"),
    path("leadership/<pk:pk>/edit/", leadership.post_edit, name="post-edit"),
    path("leadership/<pk:pk>/tenures/add/", leadership.tenure_add, name="tenure-add"),
    path("leadership/<pk:post>/tenures/<pk:pk>/edit/", leadership.tenure_edit, name="tenure-edit"),
]

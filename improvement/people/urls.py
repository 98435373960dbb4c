"""Which people address leads where?"""

from django.urls import path

from improvement.people import views

app_name = "people"

urlpatterns = [
    path("people/", views.people_list, name="people-list"),
    path("people/add/", views.person_add, name="person-add"),
    path("people/deadline/", views.deadline_edit, name="deadline-edit"),
    path("people/roles/<pk:pk>/end/", views.role_end, name="role-end"),
]

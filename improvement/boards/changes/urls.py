"""Which address of the changes in the service leads where?"""

from django.urls import path

from improvement.boards.changes import views

urlpatterns = [
    path("changes/", views.change_list, name="change-list"),
    path("changes/add/", views.change_add, name="change-add"),
    path("changes/<pk:pk>/", views.change_detail, name="change-detail"),
    path("changes/<pk:pk>/edit/", views.change_edit, name="change-edit"),
    path("changes/<pk:pk>/remove/", views.change_remove, name="change-remove"),
]

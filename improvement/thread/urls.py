"""Which address shows where the thread breaks?"""

from django.urls import path

from improvement.thread import views

app_name = "thread"

urlpatterns = [path("thread/", views.broken_list, name="broken-list")]

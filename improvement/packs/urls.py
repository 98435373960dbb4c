"""Which packs address leads where?"""

from django.urls import path

from improvement.packs import views

app_name = "packs"
urlpatterns = [
    path("packs/", views.pack_list, name="pack-list"),
    path("packs/add/", views.pack_add, name="pack-add"),
    path("packs/<pk:pk>/", views.pack_detail, name="pack-detail"),
    path("packs/<pk:pk>/freeze/", views.pack_freeze, name="pack-freeze"),
    path("packs/<pk:pk>/review/", views.pack_review, name="pack-review"),
    path("packs/<pk:pk>/approve/", views.pack_approve, name="pack-approve"),
    path("packs/<pk:pk>/issue/", views.pack_issue, name="pack-issue"),
    path("packs/<pk:pk>/<str:format>", views.pack_download, name="pack-download"),
]

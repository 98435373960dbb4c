"""Under which addresses are the self-evaluation and the visit bundles found?"""

from django.urls import path

from improvement.evaluation import views

app_name = "evaluation"

urlpatterns = [
    path("evaluation/", views.evaluation_detail, name="evaluation-detail"),
    path("evaluation/word/", views.evaluation_word, name="evaluation-word"),
    path("evaluation/<slug:judgement>/", views.area_detail, name="area-detail"),
    path("evaluation/<slug:judgement>/write/", views.statement_edit, name="statement-edit"),
    path("visits/", views.bundle_list, name="bundle-list"),
    path("visits/<slug:theme>/", views.bundle_detail, name="bundle-detail"),
    path("visits/<slug:theme>/zip/", views.bundle_download, name="bundle-download"),
]

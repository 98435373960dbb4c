"""Which address of amendments leads where?"""

from django.urls import path

from scorecard.amendments import views

urlpatterns = [
    path("measures/<slug:code>/<month:month>/amend/", views.figure_amend, name="figure-amend"),
    path("amendments/", views.amendment_list, name="amendment-list"),
    path("amendments/<pk:pk>/", views.amendment_detail, name="amendment-detail"),
    path("amendments/<pk:pk>/decide/", views.amendment_decide, name="amendment-decide"),
]

"""Which scorecard address leads where?"""

from django.urls import path

from scorecard import views
from scorecard.amendments.urls import urlpatterns as amendments
from scorecard.benchmarks.urls import urlpatterns as benchmarks
from scorecard.catalogue.urls import urlpatterns as catalogue
from scorecard.entry.urls import urlpatterns as entry
from scorecard.uploads.urls import urlpatterns as uploads

app_name = "scorecard"

urlpatterns = [
    path("scorecard/", views.scorecard_latest, name="scorecard-latest"),
    path("scorecard/<month:month>/", views.scorecard_month, name="scorecard-month"),
    path("measures/<slug:code>/", views.measure_detail, name="measure-detail"),
    path("measures/<slug:code>/forecast/", views.measure_forecast, name="measure-forecast"),
    *amendments,
    *benchmarks,
    *catalogue,
    *entry,
    *uploads,
]

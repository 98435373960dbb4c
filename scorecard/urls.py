"""Which scorecard address leads where?"""

from django.urls import path

from scorecard import views
from scorecard.entry import views as entry

app_name = "scorecard"

urlpatterns = [
    path("scorecard/", views.scorecard_latest, name="scorecard-latest"),
    path("scorecard/<month:month>/", views.scorecard_month, name="scorecard-month"),
    path("measures/<slug:code>/", views.measure_detail, name="measure-detail"),
    path("measures/<slug:code>/target/", views.target_set, name="target-set"),
    path("returns/", entry.return_list, name="return-list"),
    path("returns/<month:month>/", entry.return_detail, name="return-detail"),
    path("returns/<month:month>/<slug:area>/", entry.section_key, name="section-key"),
    path("returns/<month:month>/<slug:area>/check/", entry.section_check, name="section-check"),
    path("returns/<month:month>/<slug:area>/submit/", entry.section_submit, name="section-submit"),
    path("returns/<month:month>/<slug:area>/decide/", entry.section_decide, name="section-decide"),
]

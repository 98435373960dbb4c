"""Which address leads where?"""

from django.urls import include, path, register_converter

from improvement.home import views as home
from improvement.ui import views as ui
from improvement.ui.converters import KeyConverter, MonthConverter
from improvement.ui.gallery import gallery

register_converter(MonthConverter, "month")
register_converter(KeyConverter, "pk")

council_pages = [
    path("", home.council_overview, name="council-overview"),
    path("", include("inspections.urls")),
    path("", include("improvement.plans.urls")),
    path("", include("improvement.boards.urls")),
    path("", include("scorecard.urls")),
    path("", include("workforce.urls")),
    path("", include("improvement.thread.urls")),
    path("", include("improvement.evaluation.urls")),
    path("", include("improvement.packs.urls")),
    path("", include("improvement.people.urls")),
]

urlpatterns = [
    path("", home.home, name="home"),
    path("accounts/", include("improvement.councils.account_urls")),
    path("accessibility/", ui.accessibility, name="accessibility"),
    path("glossary/", ui.glossary, name="glossary"),
    path("gallery/", gallery, name="gallery"),
    path("healthz", home.healthz, name="healthz"),
    path("", include("scorecard.compare.urls")),
    path("", include("inspections.outcomes.across_urls")),
    path("councils/<slug:council>/", include(council_pages)),
]

handler400 = "improvement.ui.views.bad_request"
handler403 = "improvement.ui.views.forbidden"
handler404 = "improvement.ui.views.not_found"
handler500 = "improvement.ui.views.server_error"

"""Which address of the monthly return leads where?"""

from django.urls import include, path

from scorecard.entry import decide_views, keep_views, key_views, month_views

in_section = [
    path("", key_views.section_key, name="section-key"),
    path("keep/", keep_views.section_keep, name="section-keep"),
    path("discard/", keep_views.section_discard, name="section-discard"),
    path("check/", decide_views.section_check, name="section-check"),
    path("submit/", decide_views.section_submit, name="section-submit"),
    path("decide/", decide_views.section_decide, name="section-decide"),
]

urlpatterns = [
    path("returns/", month_views.return_list, name="return-list"),
    path("returns/late/", month_views.return_late, name="return-late"),
    path("returns/<month:month>/", month_views.return_detail, name="return-detail"),
    path("returns/<month:month>/due/", month_views.return_due_day, name="return-due"),
    path("returns/<month:month>/<slug:area>/", include(in_section)),
]

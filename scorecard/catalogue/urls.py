"""Which address of the measure catalogue leads where?"""

from django.urls import path

from scorecard.catalogue import limit_views, target_views, views

urlpatterns = [
    path("catalogue/", views.measure_list, name="measure-list"),
    path("catalogue/unused/", views.measure_unused, name="measure-unused"),
    path("catalogue/add/", views.measure_define, name="measure-define"),
    path("catalogue/<slug:code>/", views.measure_card, name="measure-card"),
    path("catalogue/<slug:code>/adopt/", views.measure_adopt, name="measure-adopt"),
    path("measures/<slug:code>/settings/", views.measure_settings, name="measure-settings"),
    path("measures/<slug:code>/definition/", views.measure_definition, name="measure-definition"),
    path("measures/<slug:code>/retire/", views.measure_retire, name="measure-retire"),
    path("measures/<slug:code>/target/", target_views.target_set, name="target-set"),
    path(
        "measures/<slug:code>/target/<month:month>/remove/",
        target_views.target_remove,
        name="target-remove",
    ),
    path("measures/<slug:code>/limits/", limit_views.rebase_add, name="rebase-add"),
    path(
        "measures/<slug:code>/limits/<month:month>/remove/",
        limit_views.rebase_remove,
        name="rebase-remove",
    ),
]

"""Which address of an audit cycle leads where?"""

from django.urls import path

from inspections.audits import views

urlpatterns = [
    path("audits/", views.cycle_list, name="cycle-list"),
    path("audits/add/", views.cycle_add, name="cycle-add"),
    path("audits/trend/", views.cycle_trend, name="cycle-trend"),
    path("audits/<pk:pk>/", views.cycle_detail, name="cycle-detail"),
    path("audits/<pk:pk>/edit/", views.cycle_edit, name="cycle-edit"),
    path("audits/<pk:pk>/remove/", views.cycle_remove, name="cycle-remove"),
    path("audits/<pk:pk>/results/", views.cycle_results, name="cycle-results"),
    path("audits/<pk:pk>/results/<slug:practice>/", views.cycle_area, name="cycle-area"),
    path("audits/<pk:pk>/themes/add/", views.theme_add, name="theme-add"),
    path("audits/<pk:pk>/themes/<pk:theme>/", views.theme_edit, name="theme-edit"),
    path("audits/<pk:pk>/themes/<pk:theme>/remove/", views.theme_remove, name="theme-remove"),
]

"""Which benchmark address leads where?"""

from django.urls import path

from scorecard.benchmarks import views

urlpatterns = [
    path("benchmarks/", views.benchmark_list, name="benchmark-list"),
]

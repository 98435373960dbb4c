"""Which address of a file of figures leads where?"""

from django.urls import path

from scorecard.uploads import views

urlpatterns = [
    path("uploads/<month:month>/", views.return_upload, name="return-upload"),
    path(
        "uploads/<month:month>/confirm/",
        views.return_upload_confirm,
        name="return-upload-confirm",
    ),
    path("uploads/<month:month>/template/", views.return_template, name="return-template"),
]

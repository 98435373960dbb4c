"""Which address of a letter leads where?"""

from django.urls import path

from inspections.letters import views

urlpatterns = [
    path("letters/", views.letter_list, name="letter-list"),
    path("letters/upload/", views.letter_upload, name="letter-upload"),
    path("letters/search/", views.letter_search, name="letter-search"),
    path("letters/<pk:pk>/", views.letter_detail, name="letter-detail"),
    path("letters/<pk:pk>/check/", views.letter_check, name="letter-check"),
    path("letters/<pk:pk>/confirm/", views.letter_confirm, name="letter-confirm"),
    path("letters/<pk:pk>/discard/", views.letter_discard, name="letter-discard"),
    path("letters/<pk:pk>/file/", views.letter_file, name="letter-file"),
    path("letters/<pk:pk>/pages/<pk:page>.png", views.letter_picture, name="letter-picture"),
]

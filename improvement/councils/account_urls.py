"""Which doors does signing in have? Only those in use; allauth's others stay shut."""

from allauth.account import views
from django.urls import path, re_path

urlpatterns = [
    path("sign-in/", views.login, name="account_login"),
    path("sign-out/", views.logout, name="account_logout"),
    path("password/", views.password_change, name="account_change_password"),
    path("password/set/", views.password_set, name="account_set_password"),
    path("password/reset/", views.password_reset, name="account_reset_password"),
    path("password/reset/sent/", views.password_reset_done, name="account_reset_password_done"),
    # The mailed link is made by putting "UID-KEY" into this very shape: keep the hyphen.
    re_path(
        r"^password/reset/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        views.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/done/",
        views.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("locked/", views.account_inactive, name="account_inactive"),
    path("re-authenticate/", views.reauthenticate, name="account_reauthenticate"),
]

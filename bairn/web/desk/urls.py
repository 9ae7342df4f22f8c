"""The addresses of the desk: opaque ids and codes, never a name, a reference or a question.

Their names are fixed in docs/first-way.md. Signing in has a map of its own (`account_urls`), since
allauth looks for its names without a namespace.
"""

from django.urls import URLPattern, path

from bairn.web.desk import case_urls, purpose

app_name = "desk"
urlpatterns: list[URLPattern] = [
    path("", purpose.purpose, name="my_day"),
    path("purpose/", purpose.purpose, name="purpose"),
    *case_urls.urlpatterns,
]

"""The addresses of the office, room by room."""

from __future__ import annotations

from django.urls import path
from django.views.i18n import set_language

from duban.web.access import urls as access
from duban.web.api import urls as api
from duban.web.audit import views as audit
from duban.web.books import urls as books
from duban.web.checks import urls as checks
from duban.web.facts import urls as facts
from duban.web.flags import urls as flags
from duban.web.home import views as home
from duban.web.leagues import urls as leagues
from duban.web.overview import urls as overview
from duban.web.peers import urls as peers
from duban.web.people import urls as people
from duban.web.points import urls as points
from duban.web.purge import urls as purge
from duban.web.saved import urls as saved
from duban.web.search import urls as search

urlpatterns = [
    path("", home.mine, name="home"),
    path("healthz", home.healthz, name="healthz"),
    path("language/", set_language, name="set_language"),
    *access.urlpatterns,
    *api.urlpatterns,
    *books.urlpatterns,
    *facts.urlpatterns,
    *leagues.urlpatterns,
    *checks.urlpatterns,
    *overview.urlpatterns,
    *peers.urlpatterns,
    *people.urlpatterns,
    *saved.urlpatterns,
    *search.urlpatterns,
    *purge.urlpatterns,
    *flags.urlpatterns,
    *overview.urlpatterns,
    *peers.urlpatterns,
    *people.urlpatterns,
    *points.urlpatterns,
    path("log/", audit.entries, name="log"),
    path("log/<int:number>/", audit.entry, name="log_entry"),
]

handler400 = "duban.web.home.errors.bad"
handler403 = "duban.web.home.errors.forbidden"
handler404 = "duban.web.home.errors.missing"
handler500 = "duban.web.home.errors.broken"

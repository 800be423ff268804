"""The office as a Django app."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class WebConfig(AppConfig):
    """One app, so that there is one line of migrations; its rooms are folders."""

    name = "duban.web"
    label = "web"
    verbose_name = "督办"

    def ready(self) -> None:
        """Whatever a migration rebuilt, the triggers are laid after it."""
        from duban.web.access import sign_in
        from duban.web.facts import panel as _said  # noqa: F401 (shows itself on a clause's page)
        from duban.web.leagues import panel as _issued  # noqa: F401 (names itself beside corrections)
        from duban.web.log.triggers import after_migrate
        from duban.web.peers import panel as _tables  # noqa: F401 (says which files its rows name)
        from duban.web.points import panel as _proofs  # noqa: F401 (the same)
        from duban.web.purge import checking  # noqa: F401 (is asked by duban verify)
        from duban.web.standings import panel  # noqa: F401 (shows itself on a clause's page)
        from duban.web.standings.job import listen

        post_migrate.connect(after_migrate, sender=self, dispatch_uid="duban.triggers")
        listen()
        sign_in.listen()

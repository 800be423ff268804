"""A pack's declarations as they were loaded: what the engines need beside bodies, posts, pledges and facts."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Declared(Appended):
    """A file of a pack, by its path in the pack (``rules.toml``, ``books/01.txt``)."""

    text = models.TextField()

    class Meta(Appended.Meta):
        db_table = "load_declared"

"""Bodies, posts and portfolios as versions; the forms are those of a pack."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class Body(Appended):
    """A body. ``names`` and ``parents`` are spells: ``[{"value", "start", "end"}]``, days as ISO text or null.

    ``end`` is its last day where it was merged or dissolved; ``successor`` the body that inherited what was open.
    """

    name = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200, default="")
    kind = models.CharField(max_length=60, default="")
    order = models.IntegerField(default=0)
    names = models.JSONField(default=list)
    parents = models.JSONField(default=list)
    groups = models.JSONField(default=list)
    aliases = models.JSONField(default=list)
    whole = models.BooleanField(default=False)
    statistics = models.BooleanField(default=False)
    end = models.DateField(null=True)
    successor = models.CharField(max_length=200, default="")

    class Meta(Appended.Meta):
        db_table = "org_body"


class Post(Appended):
    """A post (职务) of a body, in official order; ``roles`` are words of ``access.roles``, ``leads`` ids of a pack."""

    title = models.CharField(max_length=200)
    org_unit = models.CharField(max_length=200)
    order = models.IntegerField(default=0)
    start = models.DateField(null=True)
    end = models.DateField(null=True)
    roles = models.JSONField(default=list)
    leads = models.JSONField(default=list)

    class Meta(Appended.Meta):
        db_table = "org_post"


class Portfolio(Appended):
    """What a post is in charge of for a while (分工)."""

    post = models.CharField(max_length=200)
    org_units = models.JSONField(default=list)
    books = models.JSONField(default=list)
    indicators = models.JSONField(default=list)
    start = models.DateField(null=True)
    end = models.DateField(null=True)

    class Meta(Appended.Meta):
        db_table = "org_portfolio"


class Handover(Appended):
    """What was handed over by a rename, a merger or a change of portfolio: its document, and what was open then.

    ``was`` and ``becomes`` are bodies or posts; ``items`` are ``[{"kind", "key", "name"}]``.
    """

    what = models.CharField(max_length=20)
    document = models.CharField(max_length=200)
    day = models.DateField()
    was = models.CharField(max_length=200)
    becomes = models.CharField(max_length=200)
    items = models.JSONField(default=list)

    class Meta(Appended.Meta):
        db_table = "org_handover"

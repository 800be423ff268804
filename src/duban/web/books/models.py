"""Books, their texts, and what is taken from them: pledges and tasks, split and commented on."""

from __future__ import annotations

from django.db import models

from duban.web.log.models import Appended


class BookText(Appended):
    """The text of an uploaded file as it was read: ``parts`` are ``[start, end, place]`` with the place as a record."""

    purgeable = frozenset({"text"})

    file = models.CharField(max_length=64, default="")
    text = models.TextField()
    parts = models.JSONField(default=list)
    wrapped = models.BooleanField(default=True)
    note = models.CharField(max_length=300, default="")

    class Meta(Appended.Meta):
        db_table = "books_text"


class Book(Appended):
    """A book (任务书): the stretch ``start`` to ``end`` of a text. ``state``: reading, failed, review, signed.

    ``org_unit`` is the body that it binds, ``lead`` the department that leads it.
    """

    title = models.CharField(max_length=200)
    year = models.IntegerField()
    org_unit = models.CharField(max_length=200, default="", db_index=True)
    lead = models.CharField(max_length=200, default="")
    text = models.CharField(max_length=200, default="")
    start = models.IntegerField(default=0)
    end = models.IntegerField(default=0)
    state = models.CharField(max_length=10)
    signed = models.DateField(null=True)
    document = models.CharField(max_length=200, default="")
    place = models.IntegerField(default=0)
    note = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "books_book"


class Clause(Appended):
    """What a stretch of a book is taken as: ``sort`` is pledge or task; ``state`` proposed, accepted, rejected.

    A signed book's accepted clauses are in force. The figures are those of ``duban.ledger.types.Pledge``: ``tiers`` are
    ``{"firmness", "comparator", "value", "upper", "document"}``, values in ten-thousandths of the base unit;
    ``trajectory`` is ``[month number, value]``. ``spans`` are the stretches of the text that say it, the first shown.
    ``doubts`` are what the reader was not sure of, in words. ``adjusted`` keeps the target that was changed in
    mid-year: ``{"month", "document", "tiers", "due"}``.
    """

    purgeable = frozenset({"quote", "sentence", "subject", "reason"})

    book = models.CharField(max_length=200, db_index=True)
    sort = models.CharField(max_length=6)
    state = models.CharField(max_length=10)
    place = models.IntegerField(default=0)
    org_unit = models.CharField(max_length=200, default="", db_index=True)
    responsible = models.JSONField(default=list)
    subject = models.CharField(max_length=300)
    indicator = models.CharField(max_length=200, default="")
    scope = models.CharField(max_length=100, default="全域")
    kind = models.CharField(max_length=10, default="quantity")
    basis = models.CharField(max_length=10, default="level")
    unit = models.CharField(max_length=40, default="")
    tiers = models.JSONField(default=list)
    assessed = models.JSONField(null=True)
    due = models.DateField(null=True)
    milestone = models.CharField(max_length=60, default="")
    polarity = models.CharField(max_length=8, default="higher")
    accumulation = models.CharField(max_length=6, default="ytd")
    trajectory = models.JSONField(default=list)
    annual_only = models.BooleanField(default=False)
    status = models.CharField(max_length=10, default="in_force")
    document = models.CharField(max_length=200, default="")
    part_of = models.CharField(max_length=200, default="")
    against = models.CharField(max_length=300, default="")
    against_indicator = models.CharField(max_length=200, default="")
    serves = models.JSONField(default=list)
    spans = models.JSONField(default=list)
    quote = models.TextField(default="")
    sentence = models.TextField(default="")
    heading = models.CharField(max_length=200, default="")
    doubts = models.JSONField(default=list)
    adjusted = models.JSONField(null=True)
    reason = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "books_clause"

    @property
    def divisible(self) -> bool:
        """Whether it can be made into two: it has two figures, or two stretches of text."""
        return len(self.tiers) > 1 or len(self.spans) > 1


class Adjustment(Appended):
    """A body's application for another target from a month on: ``state`` asked, approved, refused, withdrawn.

    ``tiers``, ``unit`` and ``due`` are those of a clause; ``answer`` is the office's word, ``document`` that by which
    it was approved. The key is that of the clause with a number.
    """

    purgeable = frozenset({"reason", "answer"})

    book = models.CharField(max_length=200, db_index=True)
    clause = models.CharField(max_length=200, db_index=True)
    org_unit = models.CharField(max_length=200, db_index=True)
    state = models.CharField(max_length=10, db_index=True)
    month = models.IntegerField()
    tiers = models.JSONField(default=list)
    unit = models.CharField(max_length=40, default="")
    due = models.DateField(null=True)
    reason = models.CharField(max_length=500)
    document = models.CharField(max_length=200, default="")
    answer = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "books_adjustment"


class Share(Appended):
    """What one body, or a class of bodies (各镇街道), takes of a pledge or a task.

    ``role`` is lead (★牵头) or help; ``section`` and ``post`` go down to 科室 and 岗位. ``value`` and the ``months``
    (``[month number, value]``) are ten-thousandths of the clause's unit; ``nodes`` are ``[day, words]``.
    """

    purgeable = frozenset({"measures"})

    book = models.CharField(max_length=200, db_index=True)
    clause = models.CharField(max_length=200, db_index=True)
    org_unit = models.CharField(max_length=200, db_index=True)
    role = models.CharField(max_length=6)
    section = models.CharField(max_length=100, default="")
    post = models.CharField(max_length=200, default="")
    value = models.BigIntegerField(null=True)
    months = models.JSONField(default=list)
    nodes = models.JSONField(default=list)
    due = models.DateField(null=True)
    measures = models.TextField(default="")
    withdrawn = models.BooleanField(default=False)

    class Meta(Appended.Meta):
        db_table = "books_share"


class Circulation(Appended):
    """A book's split sent round for comment: to which bodies, by when."""

    book = models.CharField(max_length=200, db_index=True)
    org_units = models.JSONField(default=list)
    due = models.DateField()
    closed = models.BooleanField(default=False)

    class Meta(Appended.Meta):
        db_table = "books_circulation"


class Comment(Appended):
    """A body's word on its share: ``stance`` agree, object or answer; an answer names the comment that it answers."""

    purgeable = frozenset({"text"})

    book = models.CharField(max_length=200, db_index=True)
    clause = models.CharField(max_length=200, default="", db_index=True)
    org_unit = models.CharField(max_length=200, db_index=True)
    stance = models.CharField(max_length=8)
    text = models.TextField(default="")
    answers = models.CharField(max_length=200, default="")

    class Meta(Appended.Meta):
        db_table = "books_comment"

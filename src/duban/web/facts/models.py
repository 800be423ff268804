"""Facts: figures and dated states, with who handed them in and when they are released."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from duban.web.log.models import Appended

# The same as ``Fact.is_none``, asked of the store.
IS_NONE = Q(value__isnull=True, state="", comparator="=")


class Fact(Appended):
    """As ``duban.ledger.types.Fact``: ``value`` and ``upper`` are ten-thousandths of the base unit.

    Without a value and a state it says that there is none (无): an answer, and no figure; the engines do not read it.
    ``first`` and ``last`` are the period's months, counted from year 0. ``release`` is the moment from which others
    than the provider and the supervision office see it.
    """

    org_unit = models.CharField(max_length=200, db_index=True)
    indicator = models.CharField(max_length=200, default="", db_index=True)
    subject = models.CharField(max_length=300)
    scope = models.CharField(max_length=100)
    kind = models.CharField(max_length=10)
    basis = models.CharField(max_length=10)
    unit = models.CharField(max_length=40, default="")
    first = models.IntegerField()
    last = models.IntegerField()
    value = models.BigIntegerField(null=True)
    upper = models.BigIntegerField(null=True)
    comparator = models.CharField(max_length=6, default="=")
    state = models.CharField(max_length=60, default="")
    day = models.DateField(null=True)
    status = models.CharField(max_length=12, default="final")
    simulated = models.BooleanField(default=False)
    source = models.CharField(max_length=500, default="")
    answers = models.CharField(max_length=200, default="", db_index=True)
    provider = models.CharField(max_length=200, default="")
    part_of = models.CharField(max_length=200, default="")
    release = models.DateTimeField(null=True)

    class Meta(Appended.Meta):
        db_table = "facts_fact"
        constraints = (
            *Appended.Meta.constraints,
            models.UniqueConstraint(
                fields=[
                    "org_unit",
                    "indicator",
                    "subject",
                    "scope",
                    "basis",
                    "kind",
                    "first",
                    "last",
                    "source",
                    "state",
                    "answers",
                ],
                condition=Q(replaces__isnull=True),
                name="facts_one_first_figure",
            ),
        )

    @property
    def is_none(self) -> bool:
        """Whether it was said that there is no figure; a trend without a figure has a comparator of its own."""
        return self.value is None and not self.state and self.comparator == "="


class Sheet(Appended):
    """A month's sheet of one body: what it hands in, or what a provider hands in of one indicator for all bodies.

    ``kind`` is own or provider; ``month`` counts from year 0; ``state``: handed_in, checked, signed, verified,
    returned. No row: it is being filled in. ``remark`` says why it was returned. ``scan`` is the hash of the copy that
    was signed on paper, ``signer`` the post that signed it, ``code`` what was printed at its foot.
    ``late``: it was first handed in after it was due; that stays so.
    """

    purgeable = frozenset({"remark"})

    kind = models.CharField(max_length=10)
    org_unit = models.CharField(max_length=200, db_index=True)
    indicator = models.CharField(max_length=200, default="")
    scope = models.CharField(max_length=100, default="")
    month = models.IntegerField(db_index=True)
    state = models.CharField(max_length=12)
    remark = models.CharField(max_length=500, default="")
    status = models.CharField(max_length=12, default="final")
    release = models.DateTimeField(null=True)
    scan = models.CharField(max_length=64, default="")
    signer = models.CharField(max_length=200, default="")
    code = models.CharField(max_length=12, default="")
    late = models.BooleanField(default=False)

    class Meta(Appended.Meta):
        db_table = "facts_sheet"


class Reopening(Appended):
    """A closed month that was opened again for one body, until a day and with a reason."""

    purgeable = frozenset({"reason"})

    org_unit = models.CharField(max_length=200, db_index=True)
    month = models.IntegerField(db_index=True)
    until = models.DateField()
    reason = models.CharField(max_length=500)

    class Meta(Appended.Meta):
        db_table = "facts_reopening"


class Reminder(Appended):
    """A body was reminded of a month on a day: by somebody (its entry says who) or by itself, ``before`` days before.

    ``kind`` is own or provider. The key holds the day: nobody is reminded of the same twice a day.
    """

    kind = models.CharField(max_length=10)
    org_unit = models.CharField(max_length=200, db_index=True)
    month = models.IntegerField(db_index=True)
    day = models.DateField()
    before = models.IntegerField(null=True)

    class Meta(Appended.Meta):
        db_table = "facts_reminder"


class MonthTurn(Appended):
    """A month was opened, then closed, on the days of the calendar; ``missing`` had not handed in when it closed."""

    month = models.IntegerField(db_index=True)
    state = models.CharField(max_length=6)
    missing = models.JSONField(default=list)

    class Meta(Appended.Meta):
        db_table = "facts_month_turn"


class Draft(models.Model):
    """What was typed into a sheet's cell and not yet handed in, as it was typed; the last typing of anybody holds.

    ``row`` is a clause or a body, ``column`` value, growth, state, day, progress, problems, next or help.
    """

    sheet = models.CharField(max_length=300, db_index=True)
    row = models.CharField(max_length=200)
    column = models.CharField(max_length=20)
    text = models.TextField()
    account = models.BigIntegerField()
    at = models.DateTimeField()

    class Meta:
        db_table = "facts_draft"
        constraints = (models.UniqueConstraint(fields=["sheet", "row", "column"], name="facts_one_draft_a_cell"),)


class Progress(Appended):
    """What a body says of a pledge in a month, in words: 进展, 问题, 下步打算, 需协调事项."""

    purgeable = frozenset({"progress", "problems", "next", "help"})

    clause = models.CharField(max_length=200, db_index=True)
    org_unit = models.CharField(max_length=200, db_index=True)
    month = models.IntegerField()
    progress = models.TextField(default="")
    problems = models.TextField(default="")
    next = models.TextField(default="")
    help = models.TextField(default="")

    class Meta(Appended.Meta):
        db_table = "facts_progress"


class Objection(Appended):
    """A body's word on a figure that a provider handed in for it; ``answer`` and ``upheld`` when it was answered."""

    purgeable = frozenset({"text", "answer"})

    fact = models.CharField(max_length=200, db_index=True)
    org_unit = models.CharField(max_length=200, db_index=True)
    text = models.TextField()
    answer = models.TextField(default="")
    upheld = models.BooleanField(null=True)

    class Meta(Appended.Meta):
        db_table = "facts_objection"


class Proof(Appended):
    """A file that proves a figure (凭据): ``sheet`` and ``row`` say which, ``file`` is its hash among the kept files.

    It is taken away by a new version that says why (``struck``), and stays to be seen.
    """

    purgeable = frozenset({"note", "struck"})

    sheet = models.CharField(max_length=300, db_index=True)
    row = models.CharField(max_length=200)
    org_unit = models.CharField(max_length=200, db_index=True)
    month = models.IntegerField()
    file = models.CharField(max_length=64)
    note = models.CharField(max_length=500, default="")
    struck = models.CharField(max_length=500, default="")

    class Meta(Appended.Meta):
        db_table = "facts_proof"


class TableMap(Appended):
    """How a provider's own table is read: what each of its heads, rows and sheets means.

    ``heads``, ``rows`` and ``sheets`` are ``{text: {"indicator", "scope", "basis", "body", "month", "unit", "skip"}}``,
    what is empty left out; a table is known again by its heads.
    """

    org_unit = models.CharField(max_length=200, db_index=True)
    name = models.CharField(max_length=200)
    heads = models.JSONField(default=dict)
    rows = models.JSONField(default=dict)
    sheets = models.JSONField(default=dict)

    class Meta(Appended.Meta):
        db_table = "facts_table_map"

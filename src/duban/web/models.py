"""All models of the office, room by room, where Django looks for them."""

from duban.web.access.models import Account, Holding
from duban.web.books.models import Book, BookText, Circulation, Clause, Comment, Share
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.clock.models import StoreDay
from duban.web.declared.models import Declared
from duban.web.facts.models import Draft, Fact, MonthTurn, Objection, Progress, Reminder, Reopening, Sheet
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.models import Entry, Head
from duban.web.org.models import Body, Handover, Portfolio, Post
from duban.web.purge.models import Purge
from duban.web.standings.models import PledgeVerdict

__all__ = [
    "Account",
    "Body",
    "Book",
    "BookText",
    "CheckItem",
    "Circulation",
    "Clause",
    "Comment",
    "Declared",
    "Draft",
    "Entry",
    "Fact",
    "Handover",
    "Head",
    "Holding",
    "MonthTurn",
    "Objection",
    "PersonalText",
    "PledgeVerdict",
    "Portfolio",
    "Post",
    "Progress",
    "Purge",
    "Reminder",
    "Reopening",
    "Share",
    "Sheet",
    "SpotCheck",
    "StoreDay",
    "StoredFile",
]

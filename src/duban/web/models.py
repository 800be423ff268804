"""All models of the office, room by room, where Django looks for them."""

from duban.web.access.models import Account, Holding
from duban.web.api.models import Token
from duban.web.books.models import Adjustment, Book, BookText, Circulation, Clause, Comment, Share
from duban.web.checks.models import CheckItem, SpotCheck
from duban.web.clock.models import StoreDay
from duban.web.declared.models import Declared
from duban.web.facts.models import (
    Draft,
    Fact,
    MonthTurn,
    Objection,
    Progress,
    Proof,
    Reminder,
    Reopening,
    Sheet,
    TableMap,
)
from duban.web.files.models import PersonalText, StoredFile
from duban.web.flags.models import Flag, Proposed
from duban.web.leagues.models import Issue
from duban.web.log.models import Entry, Head
from duban.web.org.models import Body, Handover, Portfolio, Post
from duban.web.peers.models import PeersDraft, PeersFigures
from duban.web.points.models import Addition
from duban.web.purge.models import Purge
from duban.web.saved.models import SavedView
from duban.web.standings.models import Kept, MonthVerdict, PledgeVerdict

__all__ = [
    "Account",
    "Addition",
    "Adjustment",
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
    "Flag",
    "Handover",
    "Head",
    "Holding",
    "Issue",
    "Kept",
    "MonthTurn",
    "MonthVerdict",
    "Objection",
    "PeersDraft",
    "PeersFigures",
    "PersonalText",
    "PledgeVerdict",
    "Portfolio",
    "Post",
    "Progress",
    "Proof",
    "Proposed",
    "Purge",
    "Reminder",
    "Reopening",
    "SavedView",
    "Share",
    "Sheet",
    "SpotCheck",
    "StoreDay",
    "StoredFile",
    "TableMap",
    "Token",
]

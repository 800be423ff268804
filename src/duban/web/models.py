"""All models of the office, room by room, where Django looks for them."""

from duban.web.access.models import Account, Holding
from duban.web.api.models import Token
from duban.web.books.models import Adjustment, Book, BookText, Circulation, Clause, Comment, Share
from duban.web.clock.models import StoreDay
from duban.web.declared.models import Declared
from duban.web.facts.models import Draft, Fact, Objection, Progress, Sheet
from duban.web.files.models import PersonalText, StoredFile
from duban.web.log.models import Entry, Head
from duban.web.org.models import Body, Handover, Portfolio, Post
from duban.web.peers.models import PeersDraft, PeersFigures
from duban.web.saved.models import SavedView
from duban.web.standings.models import PledgeVerdict

__all__ = [
    "Account",
    "Adjustment",
    "Body",
    "Book",
    "BookText",
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
    "Objection",
    "PeersDraft",
    "PeersFigures",
    "PersonalText",
    "PledgeVerdict",
    "Portfolio",
    "Post",
    "Progress",
    "SavedView",
    "Share",
    "Sheet",
    "StoreDay",
    "StoredFile",
    "Token",
]

"""Addresses of books and clauses."""

from __future__ import annotations

from django.urls import path

from duban.web.books.views import after, book, books, clause, review

urlpatterns = [
    path("books/", books.listed, name="books"),
    path("books/upload/", books.taken, name="book_upload"),
    path("books/<str:key>/", book.shown, name="book"),
    path("books/<str:key>/progress/", book.progress, name="book_progress"),
    path("books/<str:key>/add/", review.add_clause, name="clause_add"),
    path("books/<str:key>/accept-sure/", review.accept_sure, name="book_accept_sure"),
    path("books/<str:key>/head/", review.head, name="book_head"),
    path("books/<str:key>/sign/", review.sign_book, name="book_sign"),
    path("clauses/<str:key>/", clause.shown, name="clause"),
    path("clauses/<str:key>/card/", review.card, name="clause_card"),
    path("clauses/<str:key>/<str:what>/", review.decide, name="clause_decide"),
    path("pledges/<str:key>/", clause.shown, name="pledge"),
    path("pledges/<str:key>/amend/", after.amend, name="pledge_amend"),
    path("pledges/<str:key>/adjust/", after.adjust, name="pledge_adjust"),
]

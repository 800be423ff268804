"""Addresses of books and clauses."""

from __future__ import annotations

from django.urls import path

from duban.web.books.views import adjustments, after, book, books, clause, comments, review, split, split_table, whole

urlpatterns = [
    path("books/", books.listed, name="books"),
    path("books/upload/", books.taken, name="book_upload"),
    path("books/<str:key>/", book.shown, name="book"),
    path("books/<str:key>/progress/", book.progress, name="book_progress"),
    path("books/<str:key>/add/", review.add_clause, name="clause_add"),
    path("books/<str:key>/leave/", review.leave_unread, name="book_leave"),
    path("books/<str:key>/accept-sure/", review.accept_sure, name="book_accept_sure"),
    path("books/<str:key>/head/", whole.head, name="book_head"),
    path("books/<str:key>/year/", whole.year, name="book_year"),
    path("books/<str:key>/withdraw/", whole.withdraw, name="book_withdraw"),
    path("books/<str:key>/restore/", whole.restore, name="book_restore"),
    path("books/<str:key>/sign/", whole.sign_book, name="book_sign"),
    path("books/<str:key>/split/", split.shown, name="book_split"),
    path("books/<str:key>/split/propose/", split.propose, name="book_propose"),
    path("books/<str:key>/split.<str:form>", split_table.download, name="book_split_table"),
    path("books/<str:key>/comments/", comments.shown, name="book_comments"),
    path("books/<str:key>/comments/answer/", comments.answer, name="book_answer"),
    path("books/<str:key>/circulate/", comments.circulate, name="book_circulate"),
    path("books/<str:key>/circulate/close/", comments.close, name="book_close_circulation"),
    path("books/<str:key>/my-share/", comments.mine, name="book_my_share"),
    path("books/<str:key>/my-share/comment/", comments.comment, name="book_comment"),
    path("books/<str:key>/my-share/agree/", comments.agree_all, name="book_agree_all"),
    # Before the decisions of a review, whose "split" makes two clauses of one.
    path("clauses/<str:key>/shares/", split.clause_shares, name="clause_shares"),
    path("clauses/<str:key>/shares/withdraw/", split.withdraw, name="clause_withdraw"),
    path("clauses/<str:key>/", clause.shown, name="clause"),
    path("clauses/<str:key>/form/", review.form, name="clause_form"),
    path("clauses/<str:key>/<str:what>/", review.decide, name="clause_decide"),
    path("pledges/<str:key>/", clause.shown, name="pledge"),
    path("pledges/<str:key>/amend/", after.amend, name="pledge_amend"),
    path("pledges/<str:key>/adjust/", after.adjust, name="pledge_adjust"),
    path("pledges/<str:key>/apply/", adjustments.apply, name="pledge_apply"),
    path("adjustments/<int:number>/approve/", adjustments.answered, {"what": "approve"}, "adjustment_approve"),
    path("adjustments/<int:number>/refuse/", adjustments.answered, {"what": "refuse"}, "adjustment_refuse"),
    path("adjustments/<int:number>/back/", adjustments.answered, {"what": "back"}, "adjustment_back"),
]

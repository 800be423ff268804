"""Addresses of bodies, posts and accounts."""

from __future__ import annotations

from django.urls import path

from duban.web.people.views import accounts, bodies, org

urlpatterns = [
    path("org/", bodies.bodies, name="bodies"),
    path("org/handovers/<str:key>/", bodies.handover, name="handover"),
    path("org/posts/<str:post>/end/", org.end_post, name="post_end"),
    path("org/posts/<str:post>/hand-over/", org.hand_over, name="post_hand_over"),
    path("org/<str:key>/", bodies.body, name="body"),
    path("org/<str:key>/rename/", org.rename, name="body_rename"),
    path("org/<str:key>/merge/", org.merge, name="body_merge"),
    path("org/<str:key>/new-post/", org.new_post, name="post_new"),
    path("admin/", accounts.accounts, name="accounts"),
    path("admin/create/", accounts.create, name="account_create"),
    path("admin/<int:number>/", accounts.account, name="account"),
    path("admin/<int:number>/close/", accounts.close, name="account_close"),
    path("admin/<int:number>/open/", accounts.open_again, name="account_open"),
    path("admin/<int:number>/password/", accounts.reset, name="account_password"),
    path("admin/<int:number>/grant/", accounts.grant, name="account_grant"),
    path("admin/holdings/<str:key>/end/", accounts.withdraw, name="holding_end"),
]

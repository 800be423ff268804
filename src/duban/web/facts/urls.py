"""Addresses of figures."""

from __future__ import annotations

from django.urls import path

from duban.web.facts.views import cell, excel, own, round, table

urlpatterns = [
    path("data/", own.now, name="data"),
    path("data/<str:month>/", round.month, name="data_month"),
    path("data/<str:month>/remind/", round.remind_now, name="data_remind"),
    path("data/<str:month>/reopen/", round.reopen_for, name="data_reopen"),
    path("data/<str:month>/cell/", cell.shown, name="data_cell"),
    path("data/<str:month>/table/<str:indicator>/", table.shown, name="data_table"),
    path("data/<str:month>/table/<str:indicator>/save/", table.save, name="data_table_save"),
    path("data/<str:month>/table/<str:indicator>/excel/", excel.table_down, name="data_table_excel"),
    path("data/<str:month>/table/<str:indicator>/excel/up/", excel.table_up, name="data_table_excel_upload"),
    path("data/<str:month>/table/<str:indicator>/release/", table.hand_in, name="data_release"),
    path("data/objections/<int:number>/answer/", table.answer_objection, name="data_answer"),
    path("data/facts/<int:number>/object/", table.object_to_fact, name="data_object"),
    path("data/<str:month>/<str:org_unit>/", own.sheet, name="data_sheet"),
    path("data/<str:month>/<str:org_unit>/save/", own.save, name="data_save"),
    path("data/<str:month>/<str:org_unit>/excel/", excel.own_down, name="data_excel"),
    path("data/<str:month>/<str:org_unit>/excel/up/", excel.own_up, name="data_excel_upload"),
    path("data/<str:month>/<str:org_unit>/<str:what>/", own.move, name="data_move"),
]

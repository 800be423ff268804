"""Addresses of figures."""

from __future__ import annotations

from django.urls import path

from duban.web.facts.views import cell, excel, own, own_table, paper, round, table

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
    path("data/<str:month>/import/", own_table.shown, name="data_import"),
    path("data/<str:month>/import/up/", own_table.up, name="data_import_up"),
    path("data/<str:month>/import/map/", own_table.understand, name="data_import_map"),
    path("data/<str:month>/import/commit/", own_table.commit, name="data_import_commit"),
    path("data/<str:month>/proof/", cell.attach_proof, name="data_proof_attach"),
    path("data/proofs/<int:number>/", cell.proof, name="data_proof"),
    path("data/proofs/<int:number>/strike/", cell.strike_proof, name="data_proof_strike"),
    path("data/<str:month>/<str:org_unit>/paper/", paper.paper, name="data_paper"),
    path("data/<str:month>/<str:org_unit>/scan/", paper.scan, name="data_scan"),
    path("data/<str:month>/<str:org_unit>/scan/answer/", paper.answer, name="data_scan_answer"),
    path("data/<str:month>/<str:org_unit>/scan/up/", paper.take, name="data_scan_take"),
    path("data/<str:month>/<str:org_unit>/", own.sheet, name="data_sheet"),
    path("data/<str:month>/<str:org_unit>/save/", own.save, name="data_save"),
    path("data/<str:month>/<str:org_unit>/excel/", excel.own_down, name="data_excel"),
    path("data/<str:month>/<str:org_unit>/excel/up/", excel.own_up, name="data_excel_upload"),
    path("data/<str:month>/<str:org_unit>/<str:what>/", own.move, name="data_move"),
]

"""An office's workbook ↔ declared columns: heads found by their labels, rows and findings with the cells they stand in.

    path ─ files.load ─► File ─ books.grids ─► Grid ─ heads.find ─► Head ─ lines.lines ─► lines ─ tables ─► rows
    columns ─ template.write ─► the empty form for the same columns

The lower modules (files, archive, numberformats, xlsx, old) also serve the readers of texts, which see a workbook as
lines.
"""

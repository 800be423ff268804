"""A month's sheet as a workbook, both ways.

    a sheet or a provider's table ─ form ─► Form ─ template ─► .xlsx, to be filled in
    a file ─ reading ─► what stands in it for which cell ─ incoming ─► what would change, is refused, is doubtful

Nothing is written here: the page shows what was found and sends the changes as drafts, as the grid does.
"""

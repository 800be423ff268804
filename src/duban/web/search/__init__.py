"""Search: bodies, indicators, books, pledges, tasks and their sentences, by words or by pinyin, within one's access."""

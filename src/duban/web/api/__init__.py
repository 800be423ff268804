"""The office for programs: the same actions and the same access as its pages, with a token for each person."""

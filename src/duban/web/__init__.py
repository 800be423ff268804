"""The office: one Django app, a room per noun, each with models, actions (one verb a file), views and templates."""

"""The forms: their definitions (TOML), their questions and kinds, what was typed, what is wrong with it."""

"""The way out: question -> request body -> hits -> answer. Answers are values; nothing here prints."""

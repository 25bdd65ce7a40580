"""The nouns of prongsai: what a document, a record, a step and an issue are. Imports nothing of ours."""

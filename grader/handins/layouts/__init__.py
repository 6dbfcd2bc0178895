"""The layouts in which hand-ins are downloaded: one per file, and in `known.py` which of them a download has."""

"""The layouts in which hand-ins are downloaded: one a file, and in `known.py` which of them a download has."""

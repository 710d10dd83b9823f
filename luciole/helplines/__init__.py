"""The directory of help services: loading, choosing, showing and checking it."""

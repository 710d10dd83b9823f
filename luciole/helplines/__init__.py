"""The directory of help services: loading, choosing, showing and checking it."""

# A help service that nobody has checked for half a year is overdue.
OVERDUE_DAYS = 183

"""The directory in files of others: calendars, and sheets of entries."""

"""What accounts shows: sign-in, and the staff's own pages."""

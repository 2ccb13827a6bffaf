"""What people open of themselves, and what those who run the service see of all together."""

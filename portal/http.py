"""What every view needs of HTTP."""

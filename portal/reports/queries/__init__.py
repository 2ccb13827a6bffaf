"""What reports are made of: groups that apps offer, and the words of what is hidden."""

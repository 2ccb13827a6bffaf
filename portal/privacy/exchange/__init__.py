"""What leaves and comes back: a person's own data, and the installation's backups."""

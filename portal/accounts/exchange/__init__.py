"""What leaves for other software: so far, the key for an authenticator app."""

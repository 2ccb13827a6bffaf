"""One maker for each format. Each is given a source and gives bytes; none reads the database."""

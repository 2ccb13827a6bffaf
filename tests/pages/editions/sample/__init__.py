"""A small app that stands for every app with editions: a lesson, a leaflet, a home page and a set of signs."""

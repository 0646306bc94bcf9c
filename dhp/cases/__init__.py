"""The record itself: incidents, deaths, people, what is known and how it is judged."""

"""The record itself: incidents, the deaths in them, the people, what is known and how it is judged."""

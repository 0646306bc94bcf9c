"""An invented history to try the service with: nothing in it happened, and nobody in it lived."""

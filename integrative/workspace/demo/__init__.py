"""The demo clinic: invented people whose weeks were lived through the clinic's own services."""

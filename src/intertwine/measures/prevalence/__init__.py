"""How often each code occurs."""

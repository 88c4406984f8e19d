"""One library, one door: everything that touches the world outside the rules."""

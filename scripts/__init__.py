"""What `make` runs: tests, checks of the house's rules, and npm."""

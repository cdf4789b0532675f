"""What the award data held says to a statement that speaks of a contract."""

"""The record in formats others read."""

"""Tests of connect/."""

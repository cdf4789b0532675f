"""Tests of answer/."""

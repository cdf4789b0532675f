"""Said and done, side by side: who said what and when, who supplies what to whom, each line at its exact words."""

__version__ = "0.1.0"
__all__ = ["__version__"]

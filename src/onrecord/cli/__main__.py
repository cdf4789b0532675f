"""Lets `python -m onrecord.cli` run the program."""

from onrecord.cli import start

if __name__ == "__main__":
    start()
